package org.ringbench.party;

/**
 * How far the dealer may be ahead of worker 1. It may send {@link #ahead} steps at once; for every
 * further group of {@link #group} steps it needs one PROGRESS frame, which worker 1 sends when it
 * has the memory for them. So memory is bounded at both sides, and each frame is expected.
 *
 * @param ahead messages that worker 1 has memory for
 */
public record Credit(int ahead) {
  private static final int MOST = 8;
  private static final long BYTES = 1L << 26;

  /** Refuses less than two messages, of which one is in use. */
  public Credit {
    if (ahead < 2 || ahead % 2 != 0) {
      throw new IllegalArgumentException(ahead + " steps ahead: expected an even number from 2");
    }
  }

  /** As many messages of that size as 64 MB hold, 2 to 8. */
  public static Credit of(long messageBytes) {
    long fitting = BYTES / Math.max(1, messageBytes) / 2 * 2;
    return new Credit(Math.clamp(fitting, 2, MOST));
  }

  /** Steps that one frame allows. */
  int group() {
    return ahead / 2;
  }

  /** Whether the dealer waits for a frame before it sends this step. */
  boolean isDue(long step) {
    return step >= ahead && (step - ahead) % group() == 0;
  }

  /** How many steps worker 1 has used up when it sends the frame that is due at this step. */
  long used(long step) {
    return step - ahead + group();
  }
}
