package org.ringbench.bench.results;

import java.util.List;
import java.util.Objects;

/**
 * The accuracy of one training run.
 *
 * @param model what was trained
 * @param engine on which engine
 * @param fractionBits of the fixed-point format, null for a plaintext engine
 * @param epochs that were trained
 * @param testAccuracy after each epoch, as a fraction of 1
 * @param trainRows rows trained on
 * @param testRows rows tested on
 */
public record Accuracy(
    String model,
    String engine,
    Integer fractionBits,
    int epochs,
    List<Double> testAccuracy,
    Integer trainRows,
    Integer testRows) {
  /** Refuses a list that is not one fraction an epoch. */
  public Accuracy {
    Objects.requireNonNull(model, "accuracy.model");
    Objects.requireNonNull(engine, "accuracy.engine");
    testAccuracy = List.copyOf(Objects.requireNonNull(testAccuracy, "accuracy.testAccuracy"));
    if (testAccuracy.size() != epochs || !testAccuracy.stream().allMatch(a -> a >= 0 && a <= 1)) {
      throw new IllegalArgumentException(
          "accuracy.testAccuracy: expected %d fractions of 1, not %s"
              .formatted(epochs, testAccuracy));
    }
  }
}
