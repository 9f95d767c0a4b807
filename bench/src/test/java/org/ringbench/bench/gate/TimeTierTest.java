package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions on simulated machines. */
class TimeTierTest {
  static final List<Case> CASES =
      IntStream.range(0, 8).mapToObj(k -> "case" + k).map(TimeTierTest::named).toList();
  static final Case ENCRYPTED = CASES.get(0);
  static final Case PLAIN = CASES.get(1);
  static final Case RULER = named("ruler");

  private static Case named(String id) {
    return new Case(id, "org.example." + id, Map.of());
  }

  static TimePlan plan(long seed) {
    return new TimePlan(
        CASES,
        List.of(new TimePlan.RatioCase(ENCRYPTED, List.of(PLAIN))),
        List.of(CASES.get(2)),
        Optional.of(RULER),
        7,
        14,
        seed);
  }

  private static TimeFindings session(SimulatedMachine machine, long seed) {
    return TimeTier.run(plan(seed), machine, machine.clock(), (_, _) -> {});
  }

  private static TimeRow row(TimeFindings findings, String id) {
    return findings.rows().stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void aSlowdownIsCaughtInItsRowAndConfirmed() {
    TimeFindings found = session(new SimulatedMachine(1, 0.02).change("case5", 0.1), 1);
    assertEquals(Outcome.REGRESSION, found.outcome());
    TimeRow slow = row(found, "case5");
    assertEquals(Verdict.SLOWER, slow.verdict());
    assertTrue(slow.isConfirmed());
    assertEquals(14, slow.pairs().count(), "judged on both sessions");
    assertTrue(
        found.rows().stream()
            .filter(r -> !r.id().equals("case5"))
            .allMatch(r -> r.verdict() == Verdict.SAME),
        found.toString());
  }

  @Test
  void theRatioOfASlowerStepFailsToo() {
    TimeFindings found =
        session(new SimulatedMachine(1, 0.01).change("case0", 0.1).time("case1", 1), 2);
    TimeRow ratio = row(found, "case0 / case1");
    assertEquals(Verdict.SLOWER, ratio.verdict());
    assertEquals(5, ratio.base(), 0.2);
    assertEquals(5.5, ratio.head(), 0.2);
  }

  @Test
  void aFasterStepIsNoted() {
    TimeFindings found = session(new SimulatedMachine(1, 0.02).change("case5", -0.1), 2);
    assertEquals(Outcome.PASSED, found.outcome());
    assertEquals(Verdict.FASTER, row(found, "case5").verdict());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void equalVersionsPassOnADriftingAndOrderBiasedMachine(long seed) {
    SimulatedMachine machine = new SimulatedMachine(seed, 0.02).drift(0.002).orderBias(0.03);
    TimeFindings found = session(machine, seed);
    assertEquals(Outcome.PASSED, found.outcome(), found.toString());
  }

  /** What the first fork of a pair has over the second would be a slowdown of 8% out of balance. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aStrongOrderBiasIsNoRegression(long seed) {
    TimeFindings found = session(new SimulatedMachine(seed, 0.01).orderBias(0.08), seed);
    assertTrue(
        found.rows().stream().noneMatch(row -> row.verdict() == Verdict.SLOWER), found.toString());
  }

  @Test
  void aSlowdownIsFoundOnADriftingMachine() {
    SimulatedMachine machine = new SimulatedMachine(3, 0.02).drift(0.001).change("case4", 0.1);
    assertEquals(Verdict.SLOWER, row(session(machine, 3), "case4").verdict());
  }

  @Test
  void moreSpreadGetsMorePairs() {
    TimeFindings found = session(new SimulatedMachine(9, 0.05), 9);
    assertTrue(
        found.rows().stream().anyMatch(r -> !r.isConfirmed() && r.pairs().count() > 7),
        found.toString());
    assertTrue(found.rows().stream().allMatch(r -> r.pairs().count() <= 28));
  }

  @Test
  void tooMuchSpreadIsInconclusive() {
    TimeFindings found = session(new SimulatedMachine(9, 0.3), 9);
    assertEquals(Outcome.INCONCLUSIVE, found.outcome());
    assertTrue(found.rows().stream().allMatch(r -> r.verdict() == Verdict.UNDECIDED));
  }

  @Test
  void theRulerRunsTheBasesCodeBesideBothSides() {
    SimulatedMachine machine = new SimulatedMachine(4, 0.01).change("case3", 0.2);
    List<Side> beside = new ArrayList<>();
    ForkMeter meter =
        (side, what) -> {
          if (what.equals(RULER)) {
            beside.add(side);
          }
          return machine.measure(side, what);
        };
    assertEquals(
        Outcome.REGRESSION,
        TimeTier.run(plan(4), meter, machine.clock(), (_, _) -> {}).outcome(),
        "a ruler that stands still doubts nothing");
    assertTrue(beside.stream().allMatch(side -> side == Side.BASE), beside.toString());
    assertTrue(beside.size() >= 14, "once a round beside each side: " + beside.size());
  }

  @Test
  void aMachineThatIsSlowBesideTheHeadIsFoundByTheRuler() {
    Arm arm = Arm.test(CASES.get(0));
    ForkMeter slow = new SlowOnTheRight(arm, 2, 6);
    TimePlan plan =
        new TimePlan(List.of(arm.what()), List.of(), List.of(), Optional.of(RULER), 7, 14, 6);
    TimeFindings found = TimeTier.run(plan, slow, SessionClock.ofSystem(), (_, _) -> {});
    assertEquals(Outcome.INCONCLUSIVE, found.outcome(), found.toString());
    assertEquals(Verdict.SLOWER, found.rows().getFirst().verdict(), "as the fork beside it is");
    assertTrue(found.doubts().getFirst().startsWith("the ruler moved: ruler +"), found.toString());
  }

  @Test
  void aBaseThatDiffersFromItselfIsInconclusive() {
    Arm arm = Arm.control(CASES.get(0));
    ForkMeter slow = new SlowOnTheRight(arm, 1, 6);
    TimePlan plan =
        new TimePlan(List.of(), List.of(), List.of(arm.what()), Optional.empty(), 7, 14, 6);
    TimeFindings found = TimeTier.run(plan, slow, SessionClock.ofSystem(), (_, _) -> {});
    assertEquals(Outcome.INCONCLUSIVE, found.outcome(), found.toString());
    assertTrue(
        found.doubts().getFirst().startsWith("the base differs from itself: case0 +"),
        found.toString());
  }

  /**
   * A machine that is slower by 10% for all that stands on the right of one arm. It finds out which
   * forks those are by drawing the same order as the session, of which that arm is the only one.
   */
  private static final class SlowOnTheRight implements ForkMeter {
    private final SimulatedMachine machine = new SimulatedMachine(6, 0.01);
    private final Arm arm;
    private final int forksOfASide;
    private final Order order;
    private boolean isRight;
    private int forks;

    SlowOnTheRight(Arm arm, int forksOfASide, long seed) {
      this.arm = arm;
      this.forksOfASide = forksOfASide;
      order = new Order(seed);
    }

    @Override
    public Measured measure(Side side, Case what) throws ForkFailedException {
      if (forks % (2 * forksOfASide) == 0) {
        order.round(List.of(arm));
        isRight = !order.isLeftFirst(arm);
      } else if (forks % forksOfASide == 0) {
        isRight = !isRight;
      }
      forks++;
      double time = machine.measure(side, what).score().value();
      return new Measured(new Score(isRight ? 1.1 * time : time, "avgt", "ms/op"), Map.of());
    }
  }

  @Test
  void aCrashedForkIsIncompleteAndNamesItself() {
    TimeFindings found = session(new SimulatedMachine(2, 0.01).crash("case6", Side.HEAD), 2);
    assertEquals(Outcome.INCOMPLETE, found.outcome());
    assertEquals(List.of("case6, head: the fork ended with status 134"), found.failures());
    assertEquals(8, found.rows().size(), "the others are judged, the ratio among them");
  }

  /** What is slower is so whatever else is missing. */
  @Test
  void aCrashHidesNoRegression() {
    SimulatedMachine machine =
        new SimulatedMachine(2, 0.01).crash("case6", Side.HEAD).change("case5", 0.1);
    TimeFindings found = session(machine, 2);
    assertEquals(Outcome.REGRESSION, found.outcome());
    assertEquals(1, found.failures().size());
  }

  @ParameterizedTest
  @CsvSource({"-3600000, back by 3600.0 s", "7000, forward by 7.0 s"})
  void aClockThatSteppedIsInconclusive(long milliseconds, String words) {
    TimeFindings found = session(new SimulatedMachine(2, 0.01).clockStep(20, milliseconds), 2);
    assertEquals(Outcome.INCONCLUSIVE, found.outcome());
    assertEquals(List.of("the clock stepped " + words), found.doubts());
  }

  @Test
  void unitsThatDifferAreAFailureAndNotACrash() {
    ForkMeter meter =
        (side, _) ->
            new ForkMeter.Measured(
                new Score(1, "avgt", side == Side.BASE ? "ms/op" : "us/op"), Map.of());
    TimePlan plan =
        new TimePlan(List.of(CASES.get(0)), List.of(), List.of(), Optional.empty(), 7, 14, 8);
    TimeFindings found = TimeTier.run(plan, meter, SessionClock.ofSystem(), (_, _) -> {});
    assertEquals(
        List.of("case0: base measures avgt in ms/op, head avgt in us/op"), found.failures());
  }
}
