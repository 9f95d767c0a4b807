package org.ringbench.bench.gate;

/** A fork that gave no figure: it crashed, gave a wrong answer, or its output is cut short. */
final class ForkFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure, in one sentence. */
  ForkFailedException(String message) {
    super(message);
  }

  /** A failure with its cause. */
  ForkFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
