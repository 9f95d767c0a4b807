package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The time of two versions, measured in one session: pairs of forks in balanced random order, more
 * of them for a case whose spread asks for it, and once more as many for a case that is flagged,
 * which is then judged on all of them.
 *
 * <p>How many pairs a case gets depends on its spread alone, never on its difference, so that it
 * does not bias the difference.
 */
final class TimeTier {
  private final TimePlan plan;
  private final Rounds rounds;
  private final Optional<Arm> ruler;
  private final List<Arm> tests;
  private final List<Arm> controls;
  private final Set<Arm> confirmed = new HashSet<>();

  private TimeTier(TimePlan plan, ForkMeter meter, SessionClock clock, Rounds.Listener listener) {
    this.plan = plan;
    ruler = plan.ruler().map(Arm::ruler);
    tests = plan.cases().stream().map(Arm::test).toList();
    controls = plan.controls().stream().map(Arm::control).toList();
    rounds = new Rounds(meter, new Order(plan.seed()), clock, ruler, listener);
  }

  /** Measures a session and judges it. */
  static TimeFindings run(
      TimePlan plan, ForkMeter meter, SessionClock clock, Rounds.Listener listener) {
    return new TimeTier(plan, meter, clock, listener).run();
  }

  private TimeFindings run() {
    List<Arm> all = new ArrayList<>(tests);
    all.addAll(controls);
    for (int round = 0; round < plan.pairs(); round++) {
      rounds.run(all);
    }
    addWhereTheSpreadAsksForIt(all);
    confirm();
    List<TimeRow> rows = new ArrayList<>();
    measuredTests().forEach(arm -> rows.add(row(arm)));
    plan.ratios().forEach(ratio -> ratioRow(ratio).ifPresent(rows::add));
    return new TimeFindings(
        rows,
        Fitness.doubts(rounds, controls, ruler),
        tests.stream().filter(rounds.failed()::containsKey).map(rounds.failed()::get).toList(),
        plan.pairs(),
        Fitness.lines(rounds, controls, ruler),
        rounds.counts());
  }

  private void addWhereTheSpreadAsksForIt(List<Arm> arms) {
    List<Arm> wanting =
        arms.stream()
            .filter(arm -> rounds.pairs(arm).count() >= Pairs.LEAST)
            .filter(arm -> needed(arm) > rounds.pairs(arm).count())
            .toList();
    List<Integer> needed = wanting.stream().map(this::needed).toList();
    for (int pair = plan.pairs(); pair < plan.mostPairs(); pair++) {
      List<Arm> open = new ArrayList<>();
      for (int k = 0; k < wanting.size(); k++) {
        if (needed.get(k) > pair) {
          open.add(wanting.get(k));
        }
      }
      if (open.isEmpty()) {
        return;
      }
      rounds.run(open);
    }
  }

  private int needed(Arm arm) {
    return Rule.pairsNeeded(rounds.pairs(arm), plan.mostPairs());
  }

  /** Measures flagged cases once more, each with as many pairs as it had. */
  private void confirm() {
    Set<Arm> flagged = new HashSet<>();
    for (Arm arm : measuredTests()) {
      if (row(arm).verdict() == Verdict.SLOWER) {
        flagged.add(arm);
      }
    }
    for (TimePlan.RatioCase ratio : plan.ratios()) {
      if (ratioRow(ratio).filter(row -> row.verdict() == Verdict.SLOWER).isPresent()) {
        flagged.add(Arm.test(ratio.encrypted()));
        fastest(ratio).ifPresent(flagged::add);
      }
    }
    List<Arm> again = tests.stream().filter(flagged::contains).toList();
    List<Integer> goals = again.stream().map(arm -> 2 * rounds.pairs(arm).count()).toList();
    confirmed.addAll(again);
    for (int round = 0; round < plan.mostPairs(); round++) {
      List<Arm> open = new ArrayList<>();
      for (int k = 0; k < again.size(); k++) {
        if (rounds.pairs(again.get(k)).count() < goals.get(k)) {
          open.add(again.get(k));
        }
      }
      rounds.run(open);
    }
  }

  private List<Arm> measuredTests() {
    return tests.stream()
        .filter(arm -> !rounds.failed().containsKey(arm))
        .filter(arm -> rounds.pairs(arm).count() >= Pairs.LEAST)
        .toList();
  }

  private TimeRow row(Arm arm) {
    Pairs pairs = rounds.pairs(arm);
    double base = rounds.left(arm);
    return new TimeRow(
        arm.what().id(),
        false,
        base,
        rounds.right(arm),
        pairs,
        confirmed.contains(arm),
        Rule.judge(pairs, base));
  }

  private Optional<TimeRow> ratioRow(TimePlan.RatioCase ratio) {
    Arm encrypted = Arm.test(ratio.encrypted());
    Optional<Arm> against = fastest(ratio);
    if (against.isEmpty() || !measuredTests().contains(encrypted)) {
      return Optional.empty();
    }
    Arm plaintext = against.get();
    Pairs pairs = rounds.pairs(encrypted).minus(rounds.pairs(plaintext));
    return Optional.of(
        new TimeRow(
            ratio.encrypted().id() + " / " + plaintext.what().id(),
            true,
            rounds.left(encrypted) / rounds.left(plaintext),
            rounds.right(encrypted) / rounds.right(plaintext),
            pairs,
            confirmed.contains(encrypted),
            Rule.judgeRatio(pairs, rounds.pairs(encrypted), rounds.left(encrypted))));
  }

  /** The fastest plaintext case of the base version: a ratio rewards a slow one. */
  private Optional<Arm> fastest(TimePlan.RatioCase ratio) {
    return ratio.plaintext().stream()
        .map(Arm::test)
        .filter(measuredTests()::contains)
        .min(Comparator.comparingDouble(rounds::left));
  }
}
