package org.ringbench.dealer;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Queue;
import org.ringbench.net.LinkException;

/**
 * The dealer's messages to party 1, step after step, in one process. One side at a time: whoever
 * runs the dealer and party 1 orders the two.
 */
public final class CorrelationStream implements Correlations {
  private final Queue<MemorySegment> messages = new ArrayDeque<>();
  private long taken;
  private long bytesTaken;

  /** Sends the next message; its memory stays untouched until it is taken. */
  public void send(MemorySegment message) {
    messages.add(message);
  }

  /**
   * Copies the next message.
   *
   * @throws LinkException if there is none, or it has another size
   */
  @Override
  public void receive(MemorySegment into) {
    MemorySegment message = messages.poll();
    if (message == null) {
      throw new LinkException("the dealer sent no message " + taken);
    }
    if (message.byteSize() != into.byteSize()) {
      throw new LinkException(
          "the dealer sent %d bytes where %d were expected"
              .formatted(message.byteSize(), into.byteSize()));
    }
    into.copyFrom(message);
    bytesTaken += into.byteSize();
    taken++;
  }

  /** Messages that party 1 has taken. */
  public Dealt taken() {
    return new Dealt(taken, bytesTaken);
  }
}
