package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a session can be believed: what should not differ did not. */
final class Fitness {
  /** What the ruler may move, as a logarithm: less than a third of what is tolerated. */
  static final double RULER_TOLERANCE = 0.01;

  private Fitness() {}

  /** How the ruler and the controls stood: all of them are to be at 0. */
  static List<String> lines(Rounds rounds, List<Arm> controls, Optional<Arm> ruler) {
    List<String> lines = new ArrayList<>();
    ruler
        .filter(arm -> rounds.pairs(arm).count() >= Pairs.LEAST)
        .ifPresent(
            arm -> lines.add("Ruler, the base's beside head and base: " + line(rounds, arm)));
    controls.stream()
        .filter(arm -> rounds.pairs(arm).count() >= Pairs.LEAST)
        .forEach(arm -> lines.add("The base against itself: " + line(rounds, arm)));
    return lines;
  }

  private static String line(Rounds rounds, Arm arm) {
    Pairs pairs = rounds.pairs(arm);
    return "%s %s (95%%: %s to %s), %d pairs"
        .formatted(
            arm.what(),
            Percent.signed(pairs.mean()),
            Percent.signed(pairs.lower()),
            Percent.signed(pairs.upper()),
            pairs.count());
  }

  /** Why the session cannot be believed; empty if it can. */
  static List<String> doubts(Rounds rounds, List<Arm> controls, Optional<Arm> ruler) {
    List<String> doubts = new ArrayList<>(rounds.clockSteps());
    ruler.ifPresent(arm -> doubt(rounds, arm, RULER_TOLERANCE, "the ruler moved", doubts));
    controls.forEach(
        arm -> doubt(rounds, arm, Rule.TOLERATED, "the base differs from itself", doubts));
    return doubts;
  }

  private static void doubt(
      Rounds rounds, Arm arm, double tolerance, String what, List<String> doubts) {
    Pairs pairs = rounds.pairs(arm);
    if (rounds.failed().containsKey(arm)) {
      doubts.add(rounds.failed().get(arm));
    } else if (pairs.count() >= Pairs.LEAST
        && (pairs.lower() > tolerance || pairs.upper() < -tolerance)) {
      doubts.add(
          "%s: %s %s (95%%: %s to %s)"
              .formatted(
                  what,
                  arm.what(),
                  Percent.signed(pairs.mean()),
                  Percent.signed(pairs.lower()),
                  Percent.signed(pairs.upper())));
    }
  }
}
