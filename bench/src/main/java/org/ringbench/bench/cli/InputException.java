package org.ringbench.bench.cli;

/**
 * Something that the user gave cannot be used; the message is one line and says what was expected.
 */
final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InputException(String message) {
    super(message);
  }

  InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
