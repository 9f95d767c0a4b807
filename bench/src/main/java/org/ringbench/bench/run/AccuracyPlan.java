package org.ringbench.bench.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ringbench.bench.results.Names;

/**
 * Training runs from one start: in floats, and by the oracle and encrypted at each precision.
 *
 * @param epochs over the training rows
 * @param digits to train on, the first of the data, and to test on
 * @param batchSize rows a step
 * @param fractionBits the precisions
 * @param activation of the MLP
 */
public record AccuracyPlan(
    int epochs, int digits, int batchSize, List<Integer> fractionBits, String activation) {
  /** Refuses runs without a step. */
  public AccuracyPlan {
    fractionBits = List.copyOf(fractionBits);
    if (epochs < 1 || batchSize < 1 || digits < batchSize) {
      throw new IllegalArgumentException(
          "%d epochs over %d digits in batches of %d: expected at least one step"
              .formatted(epochs, digits, batchSize));
    }
  }

  /**
   * One training run.
   *
   * @param engine that trains
   * @param fractionBits of an engine in fixed point, or null
   */
  public record Training(String engine, Integer fractionBits) {
    /** As the results file would name it among what is missing. */
    @Override
    public String toString() {
      return "accuracy mlp "
          + engine
          + (fractionBits == null ? "" : " fractionBits=" + fractionBits);
    }
  }

  /** The training runs: in floats, then the oracle's and the encrypted one at each precision. */
  public List<Training> trainings() {
    List<Training> trainings = new ArrayList<>();
    trainings.add(new Training(Names.JAVA_FLOAT, null));
    for (int bits : fractionBits) {
      trainings.add(new Training(Names.FIXED, bits));
      trainings.add(new Training(Names.ENCRYPTED, bits));
    }
    return trainings;
  }

  /** How long they take, by experience: an encrypted step of 64 rows and its oracle. */
  Duration estimate() {
    long steps = (long) epochs * Math.ceilDiv(digits, batchSize) * fractionBits.size();
    return Duration.ofSeconds(2).plus(Duration.ofMillis(20 * steps * batchSize / 64));
  }
}
