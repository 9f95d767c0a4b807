package org.ringbench.bench.results;

import java.io.IOException;

/** A results file that cannot be used or written; the message is one sentence that names it. */
public final class ResultsFileException extends IOException {
  private static final long serialVersionUID = 1L;

  ResultsFileException(String message) {
    super(message);
  }

  ResultsFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
