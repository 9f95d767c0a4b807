package org.ringbench.bench.results;

/** Two sides that were not measured alike; the message is one line that names the differences. */
public final class NotComparableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what differs. */
  public NotComparableException(String message) {
    super(message);
  }
}
