package org.ringbench.bench.run;

/** A cell could not be measured, or gave a wrong answer; the message is one line. */
public final class MeasurementException extends Exception {
  private static final long serialVersionUID = 1L;

  /** A failure in one sentence. */
  public MeasurementException(String message, Throwable cause) {
    super(message, cause);
  }
}
