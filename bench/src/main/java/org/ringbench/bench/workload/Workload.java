package org.ringbench.bench.workload;

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
   * Checks the answer after all operations so far.
   *
   * @throws WrongAnswerException if it is wrong
   */
  void check();

  @Override
  void close();
}
