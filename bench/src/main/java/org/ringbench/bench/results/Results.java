package org.ringbench.bench.results;

import java.util.List;
import java.util.Objects;

/**
 * The results file, version 1: {@code results/schema/results-1.schema.json} describes it for other
 * programs. Fields may be added within a version, never renamed or removed.
 *
 * @param schemaVersion always {@link #VERSION}
 * @param run which run it was
 * @param environment where it ran
 * @param rows the measured cells
 * @param ratios encrypted over plaintext
 * @param accuracy of the training runs
 */
public record Results(
    int schemaVersion,
    RunInfo run,
    Environment environment,
    List<Row> rows,
    List<Ratio> ratios,
    List<Accuracy> accuracy) {
  /** The version of the file that this class stands for. */
  public static final int VERSION = 1;

  /** Refuses other versions and absent parts. */
  public Results {
    if (schemaVersion != VERSION) {
      throw new IllegalArgumentException(
          "schemaVersion is %d: expected %d".formatted(schemaVersion, VERSION));
    }
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(environment, "environment");
    rows = List.copyOf(Objects.requireNonNull(rows, "rows"));
    ratios = List.copyOf(Objects.requireNonNull(ratios, "ratios"));
    accuracy = List.copyOf(Objects.requireNonNull(accuracy, "accuracy"));
  }

  /** The results of a run, with the ratios that its rows give. */
  public static Results of(
      RunInfo run, Environment environment, List<Row> rows, List<Accuracy> accuracy) {
    return new Results(
        VERSION,
        run,
        environment,
        rows,
        Pairing.encrypted(rows).stream().map(Pairing::toRatio).toList(),
        accuracy);
  }
}
