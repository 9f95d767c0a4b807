package org.ringbench.bench.workload;

/** What was measured computed something else than it should have; its time means nothing. */
public final class WrongAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One sentence: what differs, and by how much. */
  public WrongAnswerException(String message) {
    super(message);
  }
}
