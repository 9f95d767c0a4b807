package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.RunInfo;

class CompareTest {
  private static final Results BASE = Examples.results();

  @Test
  void equalResultsPassWithoutAVerdictOnTime() {
    Report report = Compare.results(BASE, BASE);
    assertEquals(Outcome.PASSED, report.outcome(), report.toString());
    assertEquals(BASE.rows().size(), report.countedRows());
    assertEquals(BASE.rows().size(), report.times().size());
    assertTrue(report.times().stream().allMatch(line -> line.verdict() == null));
    assertEquals(0, report.times().getFirst().change(), 1e-12);
  }

  /** What two runs of one version say about a machine, in either order. */
  @ParameterizedTest
  @CsvSource({"1.049, 0, 0", "1.051, 1, 0", "1.11, 1, 1"})
  void saysHowManyRowsAgree(double factor, int notWithinFive, int notWithinTen) {
    int rows = BASE.rows().size();
    String agreement =
        "%d of %d rows are within 5%% of each other, %d within 10%%."
            .formatted(rows - notWithinFive, rows, rows - notWithinTen);
    Results slower = Runs.slower(Runs.STEP, factor);
    assertEquals(agreement, Compare.results(BASE, slower).notes().getLast());
    assertEquals(agreement, Compare.results(slower, BASE).notes().getLast());
  }

  /** Fewer bytes are a change too: somebody must have meant it. */
  @ParameterizedTest
  @CsvSource({"rounds, 19", "rounds, 17", "bytesSentPerParty, 2240001", "dealerBytes, 1"})
  void aChangedCountIsARegression(String counter, long value) {
    Report report = Compare.results(BASE, Runs.withCounter(Runs.STEP, counter, value));
    assertEquals(Outcome.REGRESSION, report.outcome());
    assertEquals(1, report.changes().size());
    assertEquals(value, report.changes().getFirst().head());
  }

  @Test
  void aCountThatIsGoneFailsAndANewOneIsNoted() {
    Results without = Runs.withCounter(Runs.STEP, "rounds", null);
    assertEquals(Outcome.REGRESSION, Compare.results(BASE, without).outcome());
    Report report = Compare.results(without, BASE);
    assertEquals(Outcome.PASSED, report.outcome());
    assertFalse(report.changes().getFirst().fails());
  }

  /** The example's step allocates 12,300 bytes: 5% are fewer than 1 KB. */
  @ParameterizedTest
  @CsvSource({"13324, PASSED", "13325, REGRESSION", "0, PASSED"})
  void theHeapIsABudget(long bytes, Outcome expected) {
    assertEquals(
        expected,
        Compare.results(BASE, Runs.withCounter(Runs.STEP, CountedRow.HEAP, bytes)).outcome());
  }

  @Test
  void ofALargeHeapFivePercentMayBeAdded() {
    assertEquals(5_000, DeterministicTier.allowance(100_000));
  }

  @Test
  void whatTheHeadLacksIsIncomplete() {
    Report report = Compare.results(BASE, Runs.without(Runs.STEP));
    assertEquals(Outcome.INCOMPLETE, report.outcome());
    assertEquals(List.of("incomplete: head lacks " + Runs.STEP), report.problems());
    assertEquals(Outcome.PASSED, Compare.results(Runs.without(Runs.STEP), BASE).outcome());
  }

  @Test
  void anIncompleteRunIsIncompleteOnEitherSide() {
    assertEquals(Outcome.INCOMPLETE, Compare.results(BASE, Runs.lacking("x")).outcome());
    Report report = Compare.results(Runs.lacking("x"), BASE);
    assertEquals(Outcome.INCOMPLETE, report.outcome());
    assertEquals(List.of("incomplete: base has no x: the fork crashed"), report.problems());
  }

  @Test
  void otherFlagsAreNotComparable() {
    Results other = Runs.with(Runs.environment(List.of("-XX:+UseSerialGC"), 2, "performance"));
    Report report = Compare.results(BASE, other);
    assertEquals(Outcome.NOT_COMPARABLE, report.outcome());
    assertTrue(
        report
            .problems()
            .contains("not comparable: the JVM's flags of head alone are -XX:+UseSerialGC"),
        report.problems().toString());
    assertTrue(report.times().isEmpty(), "no times beside each other");
  }

  @Test
  void foldersAreNoFlagsThatMatter() {
    List<String> here = List.of("--add-modules=jdk.incubator.vector", "-Dringbench.home=/there");
    Results elsewhere = Runs.with(Runs.environment(here, 2, "performance"));
    assertEquals(Outcome.PASSED, Compare.results(BASE, elsewhere).outcome());
  }

  @Test
  void anotherMachineClassIsNotComparableButItsCountsMustBeEqualStill() {
    List<String> flags = BASE.environment().jvmFlags();
    Results other = Runs.with(Runs.environment(flags, 64, "performance"));
    assertEquals(Outcome.NOT_COMPARABLE, Compare.results(BASE, other).outcome());
    assertEquals(
        Outcome.REGRESSION,
        Compare.results(other, Runs.withCounter(Runs.STEP, "rounds", 19L)).outcome(),
        "rounds do not depend on the machine");
    assertEquals(
        Outcome.NOT_COMPARABLE,
        Compare.results(other, Runs.withCounter(Runs.STEP, CountedRow.HEAP, 99_999L)).outcome(),
        "the heap does");
  }

  @Test
  void anotherGovernorIsNotedBesideTheTimes() {
    Results other = Runs.with(Runs.environment(BASE.environment().jvmFlags(), 2, "powersave"));
    Report report = Compare.results(BASE, other);
    assertEquals(Outcome.PASSED, report.outcome());
    assertTrue(
        report
            .notes()
            .contains("not alike: the governor is performance in base and powersave in head"),
        report.notes().toString());
  }

  @Test
  void anotherFingerprintIsNotComparable() {
    Report report = Compare.results(BASE, Runs.withFingerprint(Runs.STEP, "f".repeat(16)));
    assertEquals(Outcome.NOT_COMPARABLE, report.outcome());
    assertTrue(report.times().stream().noneMatch(line -> line.row().equals(Runs.STEP)));
  }

  @Test
  void nothingInCommonIsNotComparable() {
    Results none =
        Results.of(BASE.run(), BASE.environment(), List.of(BASE.rows().getFirst()), List.of());
    Results other =
        Results.of(BASE.run(), BASE.environment(), List.of(BASE.rows().getLast()), List.of());
    assertEquals(Outcome.NOT_COMPARABLE, Compare.results(none, other).outcome());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-21T13:00:00Z", "tomorrow"})
  void aClockThatSteppedBackTakesTheTimesAway(String end) {
    RunInfo run = BASE.run();
    RunInfo stepped =
        new RunInfo(run.id(), run.startedAt(), end, run.commit(), run.tier(), "", null);
    Report report = Compare.results(BASE, Runs.with(stepped));
    assertEquals(Outcome.PASSED, report.outcome(), "counts do not depend on the clock");
    assertTrue(report.times().isEmpty());
    assertTrue(report.notes().getLast().startsWith("head "), report.notes().toString());
  }
}
