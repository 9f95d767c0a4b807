package org.ringbench.bench.keys;

/** A key, request or certificate cannot be used; one sentence that says what was expected. */
public final class KeysException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeysException(String message) {
    super(message);
  }

  KeysException(String message, Throwable cause) {
    super(message, cause);
  }
}
