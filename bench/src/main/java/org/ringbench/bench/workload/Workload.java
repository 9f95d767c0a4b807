package org.ringbench.bench.workload;

import java.util.Map;

/** An operation to be repeated and timed, whose cost is counted and whose answer is checked. */
public interface Workload extends AutoCloseable {
  /** Gets ready what the next operation needs and its time leaves out. */
  default void prepare() {}

  /** The operation. */
  void run();

  /**
   * Runs some operations that nobody times and counts what one of them costs. A dealer that got
   * ahead while nobody worked is back at its pace afterwards.
   *
   * @throws WrongAnswerException if the counts differ from the prediction
   */
  Tally count();

  /**
   * Runs some operations in a session of their own, whose party 0 has a timeline.
   *
   * @param budget that should do, in ns; a few operations run anyway
   * @return milliseconds an operation of each part; empty where the operation has no timeline
   * @throws WrongAnswerException if the parts do not sum to the operations
   */
  default Map<String, Double> trace(long budget) {
    return Map.of();
  }

  /**
   * Checks the answer after all operations so far.
   *
   * @throws WrongAnswerException if it is wrong
   */
  void check();

  @Override
  void close();

  /**
   * Runs and checks the first operation of a workload that is being made, which is closed if that
   * fails.
   *
   * @throws WrongAnswerException if the answer is wrong
   */
  static void checkFirst(Workload workload) {
    try {
      workload.run();
      workload.check();
    } catch (RuntimeException e) {
      workload.close();
      throw e;
    }
  }
}
