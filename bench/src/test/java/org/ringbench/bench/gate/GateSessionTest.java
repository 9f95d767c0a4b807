package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.ringbench.bench.environment.MachineClass;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.run.Benchmark;
import org.ringbench.bench.run.Tier;

/** Whole sessions over the cells of a real tier, with simulated forks. */
class GateSessionTest {
  private static final Tier TIER = Tier.of("smoke");
  private static final Environment ENVIRONMENT = Examples.results().environment();
  private static final BenchmarkJar ALL = jar(Benchmark.values());

  private final ByteArrayOutputStream status = new ByteArrayOutputStream();
  private final Rulers rulers = Rulers.none();

  private static BenchmarkJar jar(Benchmark... benchmarks) {
    Map<String, Set<String>> parameters = new HashMap<>();
    for (Benchmark benchmark : benchmarks) {
      Set<String> names = new TreeSet<>();
      TIER.cells().stream()
          .filter(cell -> cell.benchmark() == benchmark)
          .forEach(cell -> names.addAll(Cases.of(cell).parameters().keySet()));
      parameters.put(benchmark.jmhName(), names);
    }
    return new BenchmarkJar(Path.of("benchmarks.jar"), parameters, true);
  }

  private static Cases cases(BenchmarkJar base, BenchmarkJar head) {
    return Cases.of(TIER.cells(), base, head);
  }

  private static ForkMeter counting(long headRounds) {
    return (side, _) ->
        new ForkMeter.Measured(
            new Score(1, "avgt", "ms/op"),
            Map.of("rounds", side == Side.BASE ? 18 : headRounds, CountedRow.HEAP, 5_000L));
  }

  private static Optional<Baseline> baseline(long rounds) {
    List<CountedRow> rows =
        cases(ALL, ALL).shared().stream()
            .map(what -> new CountedRow(what.id(), null, Map.of("rounds", rounds), 5_000L))
            .toList();
    return Optional.of(
        new Baseline(
            Baseline.VERSION,
            MachineClass.of(ENVIRONMENT),
            ENVIRONMENT.jvmFlags(),
            rows,
            List.of()));
  }

  private Report run(
      Cases cases, ForkMeter counter, SimulatedMachine machine, Optional<Baseline> baseline) {
    GateSettings settings =
        new GateSettings(
            Path.of("a.jar"), Path.of("b.jar"), TIER, List.of(), 0, true, 42, List.of());
    GateProgress progress = new GateProgress(new PrintStream(status, true, StandardCharsets.UTF_8));
    Map<Side, CaseCounter> counters =
        Map.of(
            Side.BASE, new ForkCounter(Side.BASE, counter, progress),
            Side.HEAD, new ForkCounter(Side.HEAD, counter, progress));
    Map<String, Long> heap = Map.of(CountedRow.HEAP, 5_000L);
    ForkMeter timer = machine.counting(heap, heap);
    return new GateSession(cases, counters, timer, machine.clock(), rulers, progress)
        .run(settings, baseline, ENVIRONMENT);
  }

  @Test
  void equalJarsPass() {
    SimulatedMachine machine = new SimulatedMachine(1, 0.02);
    Report report = run(cases(ALL, ALL), counting(18), machine, baseline(18));
    assertEquals(Outcome.PASSED, report.outcome(), report.problems().toString());
    assertEquals(cases(ALL, ALL).shared().size(), report.countedRows());
    assertTrue(report.times().size() > report.countedRows(), "with ratios");
    assertTrue(
        report.notes().toString().contains("Power to notice a slowdown of 10%: at least "),
        report.notes().toString());
    assertTrue(status.toString(StandardCharsets.UTF_8).contains("base: trainingStep mlp"));
  }

  @Test
  void peaksAreNotJudged() {
    assertTrue(cases(ALL, ALL).shared().stream().noneMatch(what -> what.id().endsWith("Peak")));
  }

  @Test
  void aSlowKernelIsARegressionInItsRow() {
    String gemm =
        cases(ALL, ALL).shared().stream()
            .map(Case::id)
            .filter(id -> id.startsWith("ringGemm"))
            .findFirst()
            .orElseThrow();
    SimulatedMachine machine = new SimulatedMachine(1, 0.02).change(gemm, 0.1);
    Report report = run(cases(ALL, ALL), counting(18), machine, baseline(18));
    assertEquals(Outcome.REGRESSION, report.outcome(), report.problems().toString());
    assertEquals(
        List.of(gemm),
        report.times().stream()
            .filter(line -> line.verdict().startsWith("slower"))
            .map(Report.TimeLine::row)
            .toList());
  }

  @Test
  void changedCountsFailBeforeAnyTimeIsMeasured() {
    SimulatedMachine machine = new SimulatedMachine(1, 0.02);
    Report report = run(cases(ALL, ALL), counting(19), machine, baseline(18));
    assertEquals(Outcome.REGRESSION, report.outcome());
    assertEquals(0, machine.forks());
    assertEquals("base and baseline", report.changes().getFirst().against());
  }

  @Test
  void acceptedChangesPass() {
    SimulatedMachine machine = new SimulatedMachine(1, 0.02);
    Report report = run(cases(ALL, ALL), counting(19), machine, baseline(19));
    assertEquals(Outcome.PASSED, report.outcome(), report.problems().toString());
    assertEquals("base; accepted by the baseline", report.changes().getFirst().against());
  }

  /** The head is as the base, and the baseline was not kept up. */
  @Test
  void aStaleBaselineFails() {
    SimulatedMachine machine = new SimulatedMachine(1, 0.02);
    assertEquals(
        Outcome.REGRESSION, run(cases(ALL, ALL), counting(18), machine, baseline(17)).outcome());
  }

  @Test
  void withoutABaselineTimesAreMeasuredAndNothingPasses() {
    SimulatedMachine machine = new SimulatedMachine(1, 0.02);
    Report report = run(cases(ALL, ALL), counting(18), machine, Optional.empty());
    assertEquals(Outcome.INCOMPLETE, report.outcome());
    assertTrue(machine.forks() > 0);
    assertTrue(report.problems().getFirst().contains("baseline accept"));
  }

  @Test
  void aBenchmarkThatTheHeadLacksIsIncomplete() {
    BenchmarkJar less = jar(Benchmark.TRAINING_STEP, Benchmark.RING_GEMM);
    SimulatedMachine machine = new SimulatedMachine(1, 0.02);
    Report report = run(cases(ALL, less), counting(18), machine, baseline(18));
    assertEquals(Outcome.INCOMPLETE, report.outcome());
    assertTrue(
        report.problems().getFirst().startsWith("incomplete: the head jar lacks relu"),
        report.problems().toString());
    assertEquals(
        Outcome.PASSED,
        run(cases(less, ALL), counting(18), new SimulatedMachine(1, 0.02), baseline(18)).outcome(),
        "what is new is not missing");
  }

  /** An axis that the jar does not know would silently be ignored by JMH. */
  @Test
  void aJarThatDoesNotKnowAnAxisLacksTheCase() {
    Map<String, Set<String>> parameters = new HashMap<>(ALL.parameters());
    parameters.put(Benchmark.RELU.jmhName(), Set.of("elements"));
    BenchmarkJar older = new BenchmarkJar(Path.of("old.jar"), parameters, false);
    assertTrue(cases(older, ALL).added().stream().anyMatch(id -> id.startsWith("relu")));
  }

  @Test
  void jarsWithNothingInCommonAreNotComparable() {
    SimulatedMachine machine = new SimulatedMachine(1, 0.02);
    Cases none = cases(jar(Benchmark.RELU), jar(Benchmark.RING_GEMM));
    Report report = run(none, counting(18), machine, baseline(18));
    assertEquals(Outcome.NOT_COMPARABLE, report.outcome());
    assertEquals(0, machine.forks());
  }

  @Test
  void aForkThatCrashesWhileCountingIsLeftOutAndNamed() {
    String relu =
        cases(ALL, ALL).shared().stream()
            .map(Case::id)
            .filter(id -> id.startsWith("relu"))
            .findFirst()
            .orElseThrow();
    ForkMeter crashing =
        (side, what) -> {
          if (what.id().equals(relu) && side == Side.HEAD) {
            throw new ForkFailedException("the fork ended with status 134");
          }
          return counting(18).measure(side, what);
        };
    Report report = run(cases(ALL, ALL), crashing, new SimulatedMachine(1, 0.02), baseline(18));
    assertEquals(Outcome.INCOMPLETE, report.outcome());
    assertEquals(
        List.of("incomplete: " + relu + ", head: the fork ended with status 134"),
        report.problems());
    assertTrue(report.times().stream().noneMatch(line -> line.row().equals(relu)));
  }

  /** However far a ruler of the machine moves, it is shown and judges nothing. */
  @Test
  void rulersAreReadOnceARoundAndOnlyReported() {
    List<Double> readings = new ArrayList<>();
    Ruler wild =
        () -> {
          readings.add(Math.pow(10, readings.size()));
          return readings.getLast();
        };
    rulers.add("memory copy", "GB/s", () -> wild);
    Report report = run(cases(ALL, ALL), counting(18), new SimulatedMachine(1, 0.02), baseline(18));
    assertEquals(Outcome.PASSED, report.outcome(), report.problems().toString());
    int rounds = report.times().stream().mapToInt(Report.TimeLine::pairs).max().orElseThrow();
    assertTrue(readings.size() >= 7 && readings.size() <= rounds, readings.toString());
    Report.RulerLine line = report.rulers().getFirst();
    assertEquals(readings.size(), line.rounds());
    assertEquals(1, line.low());
    assertEquals(readings.getLast(), line.high());
  }

  @Test
  void howTheRulerAndTheControlsStoodIsNoted() {
    Report report = run(cases(ALL, ALL), counting(18), new SimulatedMachine(1, 0.02), baseline(18));
    assertEquals(
        List.of("Ruler, the base's beside head and base: ringGemm", "The base against itself: tr"),
        report.notes().stream()
            .filter(note -> note.contains("base's") || note.contains("itself"))
            .limit(2)
            .map(note -> note.substring(0, note.startsWith("Ruler") ? 48 : 27))
            .toList());
  }
}
