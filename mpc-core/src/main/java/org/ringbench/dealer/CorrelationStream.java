package org.ringbench.dealer;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import org.ringbench.net.Backoff;
import org.ringbench.net.LinkException;

/**
 * The dealer's messages to party 1, step after step, in one process. The dealer may be a bounded
 * number of steps ahead; then it waits.
 */
public final class CorrelationStream implements Correlations {
  private final MemorySegment[] messages;
  private final AtomicLong sent = new AtomicLong(); // only the dealer writes
  private final AtomicLong taken = new AtomicLong(); // only party 1 writes
  private volatile boolean closed;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong bytesTaken = new AtomicLong();

  /** A stream that holds up to {@code ahead} messages. */
  public CorrelationStream(int ahead) {
    messages = new MemorySegment[ahead];
  }

  /** How many messages fit. */
  public int ahead() {
    return messages.length;
  }

  /**
   * Waits until message {@code number}, counted from 0, has a place; false if the stream is closed.
   */
  public boolean awaitPlace(long number) {
    Backoff backoff = new Backoff();
    while (number >= taken.get() + messages.length) {
      if (closed) {
        return false;
      }
      backoff.pause();
    }
    return !closed;
  }

  /**
   * Sends the next message; its memory stays untouched until {@link #awaitPlace} frees its place.
   */
  public void send(MemorySegment message) {
    messages[(int) (sent.get() % messages.length)] = message;
    bytes.addAndGet(message.byteSize());
    sent.incrementAndGet();
  }

  /**
   * Copies the next message.
   *
   * @throws LinkException if the dealer is gone or the message has another size
   */
  @Override
  public void receive(MemorySegment into) {
    Backoff backoff = new Backoff();
    while (sent.get() == taken.get()) {
      if (closed) {
        throw new LinkException("the dealer left before its message " + taken);
      }
      backoff.pause();
    }
    MemorySegment message = messages[(int) (taken.get() % messages.length)];
    if (message.byteSize() != into.byteSize()) {
      throw new LinkException(
          "the dealer sent %d bytes where %d were expected"
              .formatted(message.byteSize(), into.byteSize()));
    }
    into.copyFrom(message);
    bytesTaken.addAndGet(into.byteSize());
    taken.incrementAndGet();
  }

  /** Bytes sent so far. */
  public long bytes() {
    return bytes.get();
  }

  /** Messages that party 1 has taken. */
  public Dealt taken() {
    return new Dealt(taken.get(), bytesTaken.get());
  }

  /** Ends both sides' waiting. */
  public void close() {
    closed = true;
  }
}
