package org.ringbench.bench.jmh;

import org.ringbench.bench.workload.Tally;
import org.ringbench.bench.workload.WrongAnswerException;

/** A benchmark's state whose operation can be counted without JMH and without a warm-up. */
interface Countable {
  /**
   * Opens the workload as a fork does, runs it, counts, checks the answer, and closes it.
   *
   * @throws WrongAnswerException if the counts are not the predicted ones, or the answer is wrong
   */
  Tally countOnce();
}
