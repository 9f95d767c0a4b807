package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringbench.bench.environment.MachineClass;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.run.Tier;

/** What a session makes of counts: of one run of each case, and of the forks that it times. */
class GateCountsTest {
  private static final Tier TIER = Tier.of("smoke");
  private static final Environment ENVIRONMENT = Examples.results().environment();
  private static final Cases CASES = new Cases(Cases.of(TIER.cells()), List.of(), List.of());
  private static final Map<String, Long> HEAP = Map.of(CountedRow.HEAP, 5_000L);

  private final SimulatedMachine machine = new SimulatedMachine(1, 0.02);

  /** Eighteen rounds, by a program; none stands for a version that does not tell it. */
  private static CaseCounter counter(String program) {
    return cases ->
        cases.stream()
            .map(what -> new Counted(what.id(), program, Map.of("rounds", 18L), null))
            .toList();
  }

  private static Baseline baseline(String program) {
    List<CountedRow> rows =
        CASES.shared().stream()
            .map(what -> new CountedRow(what.id(), program, Map.of("rounds", 18L), 5_000L))
            .toList();
    return new Baseline(
        Baseline.VERSION, MachineClass.of(ENVIRONMENT), ENVIRONMENT.jvmFlags(), rows, List.of());
  }

  private Report run(String baseProgram, String headProgram, ForkMeter timer, boolean times) {
    GateSettings settings =
        new GateSettings(Path.of("a"), Path.of("b"), TIER, List.of(), 0, times, 42, List.of());
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new GateSession(
            CASES,
            Map.of(Side.BASE, counter(baseProgram), Side.HEAD, counter(headProgram)),
            timer,
            machine.clock(),
            Rulers.none(),
            new GateProgress(nowhere))
        .run(settings, Optional.of(baseline("new")), ENVIRONMENT);
  }

  private Report runWithForksOfHead(Map<String, Long> counters) {
    return run("new", "new", machine.counting(HEAP, counters), true);
  }

  /** Forks that time also count: the compiler has done its work there. */
  @ParameterizedTest
  @CsvSource({"6024, PASSED", "6025, REGRESSION"})
  void theHeapIsABudgetOfTheForksThatTime(long bytes, Outcome expected) {
    Report report = runWithForksOfHead(Map.of("rounds", 18L, CountedRow.HEAP, bytes));
    assertEquals(expected, report.outcome(), report.problems().toString());
    assertTrue(report.changes().stream().allMatch(c -> c.counter().equals(CountedRow.HEAP)));
  }

  @Test
  void aForkThatCountsAnotherNumberIsNamed() {
    Report report = runWithForksOfHead(Map.of("rounds", 19L, CountedRow.HEAP, 5_000L));
    assertEquals(Outcome.INCOMPLETE, report.outcome());
    assertTrue(
        report.problems().getFirst().endsWith("a fork counted rounds 19, and a run of its own 18"),
        report.problems().toString());
  }

  /**
   * An optimisation of the protocol changes the program: the base's may be another, the head's must
   * be the accepted one.
   */
  @ParameterizedTest
  @CsvSource(
      value = {"old, new, PASSED", "new, old, NOT_COMPARABLE", "none, new, PASSED"},
      nullValues = "none")
  void theHeadsProgramIsTheBaselines(String base, String head, Outcome expected) {
    Report report = run(base, head, machine.counting(HEAP, HEAP), true);
    assertEquals(expected, report.outcome(), report.problems().toString());
  }

  @Test
  void countsAloneTakeNoFork() {
    Report report = run("new", "new", machine.counting(HEAP, HEAP), false);
    assertEquals(Outcome.PASSED, report.outcome(), report.problems().toString());
    assertEquals(0, machine.forks());
    assertEquals(List.of("Times and heaps were not asked for."), report.notes());
    assertEquals(List.of(), report.rulers());
  }
}
