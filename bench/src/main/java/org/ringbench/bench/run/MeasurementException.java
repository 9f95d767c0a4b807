package org.ringbench.bench.run;

/** A cell could not be measured, or gave a wrong answer; the message is one line. */
public final class MeasurementException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean wrongAnswer;

  /** A failure in one sentence. */
  public MeasurementException(String message, Throwable cause) {
    this(message, cause, false);
  }

  MeasurementException(String message, Throwable cause, boolean wrongAnswer) {
    super(message, cause);
    this.wrongAnswer = wrongAnswer;
  }

  /** Whether the cell ran and its answer was wrong. */
  boolean isWrongAnswer() {
    return wrongAnswer;
  }
}
