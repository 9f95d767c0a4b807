package org.ringbench.bench.gpu;

import java.time.Duration;

/**
 * A part of the check.
 *
 * @param name of its files, such as {@code 2-kernels}
 * @param limit the most that it may take of the check's time
 * @param work what it does
 */
record Step(String name, Duration limit, Work work) {
  /** What a step does. */
  interface Work {
    /**
     * Does it, and says in one line what came of it.
     *
     * @throws StepException if something is wrong with the GPU or the program
     */
    String run(StepLog log, Deadline deadline) throws Exception;
  }

  /** A step found something wrong; the message is one line. */
  static final class StepException extends Exception {
    private static final long serialVersionUID = 1L;

    StepException(String message) {
      super(message);
    }
  }
}
