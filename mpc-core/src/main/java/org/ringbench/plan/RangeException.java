package org.ringbench.plan;

/** A value that the ring cannot hold; the message names the operation and the bound. */
public final class RangeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** One sentence: what does not fit, and what would. */
  public RangeException(String message) {
    super(message);
  }
}
