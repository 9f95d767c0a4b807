package org.ringbench.bench.gpu;

/** A backend computed something else than the Java backend. */
final class MismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MismatchException(String message) {
    super(message);
  }
}
