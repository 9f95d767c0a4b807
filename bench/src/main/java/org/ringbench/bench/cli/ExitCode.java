package org.ringbench.bench.cli;

/** What a command's exit status says, the same for all commands. */
public enum ExitCode {
  /** Done. */
  OK(0),
  /** A fault of the program, or of the machine. */
  INTERNAL_ERROR(1),
  /** A wrong option, file or value: the message says what was expected. */
  BAD_INPUT(2),
  /** Something became slower or larger than its baseline allows. */
  REGRESSION(3),
  /** The measurements are too noisy to tell. */
  INCONCLUSIVE(4),
  /** A part of what was asked for is missing. */
  INCOMPLETE(5),
  /** The two sides were not measured alike. */
  NOT_COMPARABLE(6),
  /** The other party or the dealer went away. */
  PEER_LOST(7);

  private final int status;

  ExitCode(int status) {
    this.status = status;
  }

  /** The process's exit status. */
  public int status() {
    return status;
  }
}
