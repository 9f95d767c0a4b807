package org.ringbench.bench.gate;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The accepted counts of a machine class, version 1: {@code results/schema/baseline-1.schema.json}
 * describes the file for other programs.
 *
 * @param schemaVersion always {@link #VERSION}
 * @param machineClass that the counts hold on
 * @param jvmFlags of the JVM that measured them
 * @param rows by id, in order
 * @param accepted every change of this file, the newest last
 */
record Baseline(
    int schemaVersion,
    String machineClass,
    List<String> jvmFlags,
    List<CountedRow> rows,
    List<Acceptance> accepted) {
  /** The version of the file that this class stands for. */
  static final int VERSION = 1;

  /**
   * Somebody's word for a change.
   *
   * @param date ISO 8601, in UTC
   * @param commit that was measured
   * @param run the run's id
   * @param tier of the run
   * @param reason why the new counts are right
   * @param rows ids of the rows that are new, changed or gone
   */
  record Acceptance(
      String date, String commit, String run, String tier, String reason, List<String> rows) {
    Acceptance {
      Objects.requireNonNull(date, "accepted.date");
      Objects.requireNonNull(commit, "accepted.commit");
      Objects.requireNonNull(run, "accepted.run");
      Objects.requireNonNull(tier, "accepted.tier");
      Objects.requireNonNull(reason, "accepted.reason");
      rows = List.copyOf(Objects.requireNonNull(rows, "accepted.rows"));
    }
  }

  Baseline {
    if (schemaVersion != VERSION) {
      throw new IllegalArgumentException(
          "schemaVersion is %d: expected %d".formatted(schemaVersion, VERSION));
    }
    Objects.requireNonNull(machineClass, "machineClass");
    jvmFlags = List.copyOf(Objects.requireNonNull(jvmFlags, "jvmFlags"));
    rows = List.copyOf(Objects.requireNonNull(rows, "rows"));
    accepted = List.copyOf(Objects.requireNonNull(accepted, "accepted"));
  }

  Optional<CountedRow> row(String id) {
    return rows.stream().filter(row -> row.id().equals(id)).findFirst();
  }
}
