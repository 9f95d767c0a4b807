package org.ringbench.bench.gate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.ringbench.bench.environment.MachineClass;
import org.ringbench.bench.results.Ratio;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;

/**
 * A line of the history: a run in a few figures.
 *
 * @param schemaVersion always {@link #VERSION}
 * @param run its id
 * @param startedAt ISO 8601, in UTC
 * @param commit that was measured
 * @param tier of the run
 * @param machineClass that measured it; times of unlike ones are never in one series
 * @param cpu the processor's name, the same
 * @param milliseconds of each row, the median over its forks
 * @param ratios of encrypted rows over their fastest plaintext rows
 */
public record HistoryEntry(
    int schemaVersion,
    String run,
    String startedAt,
    String commit,
    String tier,
    String machineClass,
    String cpu,
    Map<String, Double> milliseconds,
    Map<String, Double> ratios) {
  /** Of the lines that this version writes and reads. */
  public static final int VERSION = 1;

  /**
   * Copies the maps.
   *
   * @throws IllegalArgumentException for another version, or a figure that is no positive number
   */
  public HistoryEntry {
    if (schemaVersion != VERSION) {
      throw new IllegalArgumentException(
          "schemaVersion is %d: expected %d".formatted(schemaVersion, VERSION));
    }
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(commit, "commit");
    Objects.requireNonNull(machineClass, "machineClass");
    milliseconds =
        Collections.unmodifiableMap(
            new LinkedHashMap<>(Objects.requireNonNull(milliseconds, "milliseconds")));
    ratios =
        Collections.unmodifiableMap(new LinkedHashMap<>(Objects.requireNonNull(ratios, "ratios")));
    requirePositive(milliseconds);
    requirePositive(ratios);
  }

  private static void requirePositive(Map<String, Double> figures) {
    figures.forEach(
        (row, figure) -> {
          if (figure == null || !(figure > 0) || figure.isInfinite()) {
            throw new IllegalArgumentException(
                "%s has %s: expected a positive number".formatted(row, figure));
          }
        });
  }

  /** Class and processor: what must be alike for two runs to be in one series. */
  public String machine() {
    return machineClass + ", " + cpu;
  }

  static HistoryEntry of(Results results) {
    Map<String, Double> milliseconds = new LinkedHashMap<>();
    for (Row row : results.rows()) {
      milliseconds.put(row.id(), row.milliseconds().median());
    }
    Map<String, Double> ratios = new LinkedHashMap<>();
    for (Ratio ratio : results.ratios()) {
      ratios.put(ratio.row(), ratio.ratio().median());
    }
    return new HistoryEntry(
        VERSION,
        results.run().id(),
        results.run().startedAt(),
        results.run().commit(),
        results.run().tier(),
        MachineClass.of(results.environment()),
        results.environment().cpu(),
        milliseconds,
        ratios);
  }
}
