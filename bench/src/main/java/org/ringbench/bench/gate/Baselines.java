package org.ringbench.bench.gate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.ringbench.bench.environment.Comparability;
import org.ringbench.bench.environment.MachineClass;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.results.Results;

/** The baselines of a folder, one a machine class, and the one way to change them. */
public final class Baselines {
  /** Below the working tree. */
  public static final Path FOLDER = Path.of("results", "baselines");

  private final Path folder;

  /** The baselines of a folder, which need not exist. */
  public Baselines(Path folder) {
    this.folder = folder;
  }

  /** What has no baseline, and how to make one. */
  static String absent(String machineClass) {
    return ("no baseline for machine class %s: measure a version that is known to be good there"
            + " with `ringbench run`, then `ringbench baseline accept --reason \"...\"`")
        .formatted(machineClass);
  }

  /** The baseline of an environment's machine class. */
  Optional<Baseline> of(Environment environment) throws IOException {
    return BaselineFile.read(folder, MachineClass.of(environment));
  }

  /**
   * Takes a run's counts as right from now on. Rows of other runs stay as they are.
   *
   * @param removes whether all rows that the run lacks are taken out
   * @return what changed, in words; the file is written
   * @throws IllegalArgumentException for a run that failed, is incomplete or a part, or changes
   *     nothing
   */
  public String accept(Results results, String reason, boolean removes, Instant now)
      throws IOException {
    refuseUnlessWhole(results, reason);
    String machine = MachineClass.of(results.environment());
    List<String> flags = Comparability.flags(results.environment().jvmFlags());
    Optional<Baseline> before = BaselineFile.read(folder, machine);
    Map<String, CountedRow> rows = new TreeMap<>();
    before.ifPresent(baseline -> baseline.rows().forEach(row -> rows.put(row.id(), row)));
    before.ifPresent(baseline -> refuseOtherFlags(baseline, flags, machine));
    Set<String> changed = new LinkedHashSet<>();
    Set<String> measured = new LinkedHashSet<>();
    results.rows().stream()
        .map(CountedRow::of)
        .forEach(
            row -> {
              measured.add(row.id());
              if (!row.equals(rows.put(row.id(), row))) {
                changed.add(row.id());
              }
            });
    if (removes) {
      List<String> gone = rows.keySet().stream().filter(id -> !measured.contains(id)).toList();
      gone.forEach(rows::remove);
      changed.addAll(gone);
    }
    if (changed.isEmpty()) {
      throw new IllegalArgumentException(
          "run %s has the counts of the baseline already: nothing to accept"
              .formatted(results.run().id()));
    }
    List<Baseline.Acceptance> accepted =
        new ArrayList<>(before.map(Baseline::accepted).orElse(List.of()));
    accepted.add(
        new Baseline.Acceptance(
            now.truncatedTo(ChronoUnit.SECONDS).toString(),
            results.run().commit(),
            results.run().id(),
            results.run().tier(),
            reason.strip(),
            List.copyOf(changed)));
    Path file =
        BaselineFile.write(
            folder,
            new Baseline(Baseline.VERSION, machine, flags, List.copyOf(rows.values()), accepted));
    return "%s: %d of %d rows changed; commit it for review"
        .formatted(file, changed.size(), rows.size());
  }

  private static void refuseUnlessWhole(Results results, String reason) {
    String run = "run " + results.run().id();
    if (reason.isBlank()) {
      throw new IllegalArgumentException("--reason \"\": expected why the new counts are right");
    }
    if (!results.isComplete()) {
      throw new IllegalArgumentException(
          "%s is incomplete (it lacks %s): expected a whole run"
              .formatted(run, results.missing().getFirst().id()));
    }
    if (results.run().shard() != null) {
      throw new IllegalArgumentException(run + " is one shard: expected a whole run (see merge)");
    }
    if (results.run().finishedAt() == null) {
      throw new IllegalArgumentException(
          run + " does not say that it finished: expected one of this version of RingBench");
    }
    if (results.rows().isEmpty()) {
      throw new IllegalArgumentException(run + " has no rows: expected at least one");
    }
  }

  private void refuseOtherFlags(Baseline baseline, List<String> flags, String machine) {
    List<String> differences =
        Comparability.flagDifferences("the baseline", baseline.jvmFlags(), "the run", flags);
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "this run cannot be accepted into the baseline: %s; remove %s to begin it anew"
              .formatted(String.join("; ", differences), BaselineFile.of(folder, machine)));
    }
  }

  /**
   * Compares results with the baseline of their machine class: counts only, and only the rows that
   * were measured.
   */
  public Report check(Results results) throws IOException {
    return check(
        results.environment(),
        results.rows().stream().map(CountedRow::of).toList(),
        _ -> true,
        results.missing().stream()
            .map(row -> "no %s: %s".formatted(row.id(), row.reason()))
            .toList(),
        "head: commit %s, run %s".formatted(results.run().commit(), results.run().id()),
        List.of());
  }

  /**
   * Compares counts with the baseline of their machine class.
   *
   * @param heap ids of rows whose heap was measured
   * @param failures what was to be counted and was not
   * @param head what was counted
   */
  Report check(
      Environment environment,
      List<CountedRow> rows,
      Predicate<String> heap,
      List<String> failures,
      String head,
      List<String> notes)
      throws IOException {
    BaselineCheck check = BaselineCheck.of(of(environment), environment, rows, heap);
    List<String> problems = new ArrayList<>(check.problems());
    failures.forEach(failure -> problems.add("incomplete: " + failure));
    List<Outcome> outcomes = new ArrayList<>(List.of(check.outcome()));
    if (!failures.isEmpty()) {
      outcomes.add(Outcome.INCOMPLETE);
    }
    return new Report(
        "baseline",
        Outcome.worst(outcomes),
        List.of("baseline: " + BaselineFile.of(folder, MachineClass.of(environment)), head),
        problems,
        check.changes().stream().map(Report.CounterLine::of).toList(),
        check.compared(),
        List.of(),
        List.of(),
        notes);
  }

  /** The baseline of this machine class as text: its rows, and who accepted what. */
  public Optional<String> show(Environment environment) throws IOException {
    return of(environment).map(baseline -> BaselineText.of(baseline, folder));
  }

  /** What {@link #show} says where there is nothing to show. */
  public static String absent(Environment environment) {
    return absent(MachineClass.of(environment));
  }
}
