package org.ringbench.bench.results;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The results file, version 2: {@code results/schema/results-2.schema.json} describes it for other
 * programs. Fields may be added within a version, never renamed or removed.
 *
 * @param schemaVersion always {@link #VERSION}
 * @param run which run it was
 * @param environment where it ran
 * @param missing the rows that should be here and are not
 * @param rows the measured cells
 * @param ratios encrypted over plaintext
 * @param accuracy of the training runs
 */
public record Results(
    int schemaVersion,
    RunInfo run,
    Environment environment,
    List<Missing> missing,
    List<Row> rows,
    List<Ratio> ratios,
    List<Accuracy> accuracy) {
  /** The version of the file that this class stands for. */
  public static final int VERSION = 2;

  /** Refuses other versions, absent parts and a row that is there twice. */
  public Results {
    if (schemaVersion != VERSION) {
      throw new IllegalArgumentException(
          "schemaVersion is %d: expected %d".formatted(schemaVersion, VERSION));
    }
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(environment, "environment");
    missing = List.copyOf(Objects.requireNonNull(missing, "missing"));
    rows = List.copyOf(Objects.requireNonNull(rows, "rows"));
    ratios = List.copyOf(Objects.requireNonNull(ratios, "ratios"));
    accuracy = List.copyOf(Objects.requireNonNull(accuracy, "accuracy"));
    Set<String> ids = new HashSet<>();
    for (Row row : rows) {
      if (!ids.add(row.id())) {
        throw new IllegalArgumentException("row \"" + row.id() + "\" is there twice");
      }
    }
  }

  /** The results of a complete run, with the ratios that its rows give. */
  public static Results of(
      RunInfo run, Environment environment, List<Row> rows, List<Accuracy> accuracy) {
    return of(run, environment, List.of(), rows, accuracy);
  }

  /** The results of a run that may lack rows, with the ratios that its rows give. */
  public static Results of(
      RunInfo run,
      Environment environment,
      List<Missing> missing,
      List<Row> rows,
      List<Accuracy> accuracy) {
    return new Results(
        VERSION,
        run,
        environment,
        missing,
        rows,
        Pairing.all(rows).stream().map(Pairing::toRatio).toList(),
        accuracy);
  }

  /** Whether all rows that should be here are. */
  @JsonIgnore
  public boolean isComplete() {
    return missing.isEmpty();
  }

  /** The row of that id. */
  public Optional<Row> row(String id) {
    return rows.stream().filter(row -> row.id().equals(id)).findFirst();
  }
}
