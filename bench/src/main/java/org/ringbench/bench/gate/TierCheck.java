package org.ringbench.bench.gate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.run.Cell;
import org.ringbench.bench.run.TemporaryFolder;
import org.ringbench.bench.run.Tier;

/**
 * Counts what a tier's cells do in this version, each once and untimed, and holds that against the
 * baseline: an answer in seconds, on any machine that has a baseline.
 */
public final class TierCheck {
  private static final String HEAP =
      "Heaps were not judged: they need warm forks, which `gate` and `run` have.";

  private final Tier tier;
  private final List<Case> cases;
  private final List<String> flags;

  /**
   * A check.
   *
   * @param only parts of the ids to which the cells are limited; empty for all
   * @param flags of the JVM that counts, beside those that all benchmarks need
   * @throws IllegalArgumentException if no cell is left to count
   */
  public TierCheck(Tier tier, List<String> only, List<String> flags) {
    this.tier = tier;
    this.flags = List.copyOf(flags);
    cases = Cases.of(cells(tier, only));
    if (cases.isEmpty()) {
      throw noCell(tier, only);
    }
  }

  /** The cells of a tier with one of these parts in their ids; all of them where there is none. */
  static List<Cell> cells(Tier tier, List<String> only) {
    return tier.cells().stream()
        .filter(cell -> only.isEmpty() || only.stream().anyMatch(cell.toString()::contains))
        .toList();
  }

  static IllegalArgumentException noCell(Tier tier, List<String> only) {
    return new IllegalArgumentException(
        "--only %s: no cell of tier %s has that in its id"
            .formatted(String.join(",", only), tier.name()));
  }

  /**
   * Counts and compares.
   *
   * @param status where it is told what is counted
   * @throws IOException if the baseline cannot be used; the message says why, in one sentence
   */
  public Report run(Baselines baselines, Environment environment, PrintStream status)
      throws IOException {
    baselines.of(environment); // unreadable: before anything is counted
    status.printf("Counting %d cases%n", cases.size());
    Path folder = Files.createTempDirectory("ringbench-counts-");
    try {
      String classPath = System.getProperty("java.class.path");
      return report(new QuickCounter(classPath, flags, folder), baselines, environment);
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  Report report(CaseCounter counter, Baselines baselines, Environment environment)
      throws IOException {
    List<Counted> counted = counter.count(cases);
    return baselines.check(
        environment,
        counted.stream().filter(one -> one.failure() == null).map(Counted::row).toList(),
        _ -> false,
        counted.stream()
            .filter(one -> one.failure() != null)
            .map(one -> one.id() + ": " + one.failure())
            .toList(),
        "head: this version, the cells of tier %s once each".formatted(tier.name()),
        List.of(HEAP));
  }
}
