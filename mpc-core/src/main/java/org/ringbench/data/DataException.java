package org.ringbench.data;

/**
 * Data that cannot be used; the message is one line for the user: where, what was found, what was
 * expected.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error of that message. */
  public DataException(String message) {
    super(message);
  }
}
