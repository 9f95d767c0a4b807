package org.ringbench.net;

import java.util.EnumMap;
import java.util.Map;

/** How long a frame of each type may be: the largest payload in bytes. Immutable. */
public final class FrameBounds {
  /** The sentence of an {@link Message#ABORT} is cut to this many bytes. */
  static final int ABORT_BYTES = 4096;

  private static final int SMALL = 64 << 10;
  private static final int LARGE = 256 << 20;

  private final Map<Message, Integer> bounds;

  private FrameBounds(Map<Message, Integer> bounds) {
    this.bounds = bounds;
  }

  /** Bounds that suit a session of unknown size: 64 KB for talk, 256 MB for shares and rows. */
  public static FrameBounds usual() {
    Map<Message, Integer> bounds = new EnumMap<>(Message.class);
    for (Message type : Message.values()) {
      bounds.put(
          type,
          switch (type) {
            case ALIVE -> 0;
            case ABORT -> ABORT_BYTES;
            case AGREEMENT, SEED, PROGRESS, DONE -> SMALL;
            case ROUND, CORRELATIONS, REVEAL, DATA, PROBE -> LARGE;
          });
    }
    return new FrameBounds(bounds);
  }

  /**
   * These bounds with another one for a type.
   *
   * @throws IllegalArgumentException if it is negative, or the type has a length of its own
   */
  public FrameBounds with(Message type, int bytes) {
    if (bytes < 0 || type == Message.ALIVE || type == Message.ABORT) {
      throw new IllegalArgumentException(
          "bound of %s: %d bytes: only types with a payload of yours have one, at least 0"
              .formatted(type, bytes));
    }
    Map<Message, Integer> changed = new EnumMap<>(bounds);
    changed.put(type, bytes);
    return new FrameBounds(changed);
  }

  /** The largest payload of a type, in bytes. */
  public int of(Message type) {
    return bounds.get(type);
  }
}
