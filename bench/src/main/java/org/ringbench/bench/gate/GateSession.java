package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ringbench.bench.environment.MachineClass;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.run.Benchmark;

/** A gate's session: the counts of both versions, then their times where the counts are right. */
final class GateSession {
  private static final int CONTROLS = 2;

  private final Cases cases;
  private final Map<Side, CaseCounter> counters;
  private final ForkMeter timer;
  private final SessionClock clock;
  private final Rulers rulers;
  private final GateProgress progress;
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();

  /**
   * A session.
   *
   * @param cases to compare
   * @param counters of both versions
   * @param timer measures forks for their times
   * @param rulers read once a round
   */
  GateSession(
      Cases cases,
      Map<Side, CaseCounter> counters,
      ForkMeter timer,
      SessionClock clock,
      Rulers rulers,
      GateProgress progress) {
    this.cases = cases;
    this.counters = Map.copyOf(counters);
    this.timer = timer;
    this.clock = clock;
    this.rulers = rulers;
    this.progress = progress;
  }

  /** Measures and judges. */
  Report run(GateSettings settings, Optional<Baseline> baseline, Environment environment) {
    cases.missing().forEach(id -> problems.add("incomplete: the head jar lacks " + id));
    cases.added().forEach(id -> problems.add("new: only the head jar has " + id));
    if (!cases.missing().isEmpty()) {
      outcomes.add(Outcome.INCOMPLETE);
    }
    if (cases.shared().isEmpty()) {
      problems.add("not comparable: the jars have no benchmark of the tier in common");
      outcomes.add(Outcome.NOT_COMPARABLE);
    }
    int place = problems.size(); // what counts say comes before what forks say
    progress.part("Counts of %d cases in both versions".formatted(cases.shared().size()));
    VersionCounts counts = VersionCounts.of(cases.shared(), counters);
    incomplete(counts.failures());
    CountedCheck check = counts.check(baseline, environment);
    TimeFindings times = null;
    if (!settings.times()) {
      notes.add("Times and heaps were not asked for.");
    } else if (check.outcome() == Outcome.REGRESSION) {
      notes.add(
          "Times and heaps were not measured: counts changed, which `baseline accept` may record.");
    } else if (!counts.cases().isEmpty()) {
      times = time(settings, counts.cases());
      check = counts.check(baseline, environment, times.counts());
      incomplete(counts.contradictions(times.counts()));
      judge(times, settings);
    }
    problems.addAll(place, check.problems());
    outcomes.add(check.outcome());
    return new Report(
        "gate, tier " + settings.tier().name(),
        Outcome.worst(outcomes),
        List.of(
            "base: " + settings.base(),
            "head: " + settings.head(),
            "machine: %s (%s)".formatted(environment.cpu(), MachineClass.of(environment))),
        problems,
        check.changes().stream().map(Report.CounterLine::of).toList(),
        check.compared(),
        times == null ? List.of() : times.rows().stream().map(Report.TimeLine::of).toList(),
        times == null ? List.of() : rulers.lines(),
        notes);
  }

  private void incomplete(List<String> failures) {
    failures.forEach(failure -> problems.add("incomplete: " + failure));
    if (!failures.isEmpty()) {
      outcomes.add(Outcome.INCOMPLETE);
    }
  }

  private void judge(TimeFindings times, GateSettings settings) {
    outcomes.add(times.outcome());
    incomplete(times.failures());
    times.doubts().forEach(doubt -> problems.add("inconclusive: " + doubt));
    notes.addAll(notes(times, settings));
    notes.addAll(times.fitness());
  }

  private TimeFindings time(GateSettings settings, List<Case> counted) {
    Cases shared = new Cases(counted, List.of(), List.of());
    int pairs = settings.plannedPairs();
    TimePlan plan =
        new TimePlan(
            counted,
            shared.ratios(),
            controls(shared),
            ruler(counted),
            pairs,
            2 * pairs,
            settings.seed());
    progress.part("Times, %d pairs of forks of each case or more".formatted(pairs));
    clock.step().ifPresent(step -> progress.part(step + " before the session"));
    return TimeTier.run(plan, timer, clock, listener());
  }

  private Rounds.Listener listener() {
    return new Rounds.Listener() {
      @Override
      public void fork(Side side, Case what) {
        progress.fork(side, what);
      }

      @Override
      public void round() {
        rulers.read();
      }
    };
  }

  /**
   * The cases that are also compared with themselves: the numerator and the denominator of the
   * first ratio, which the headline is made of, or else the first cases.
   */
  private static List<Case> controls(Cases shared) {
    Set<Case> controls = new LinkedHashSet<>();
    for (TimePlan.RatioCase ratio : shared.ratios()) {
      controls.add(ratio.encrypted());
      controls.add(ratio.plaintext().getFirst());
    }
    controls.addAll(shared.shared());
    return controls.stream().limit(Math.min(CONTROLS, shared.shared().size())).toList();
  }

  /** A matrix product that both the machine and the JVM must be well for, if the tier has one. */
  private static Optional<Case> ruler(List<Case> counted) {
    return counted.stream()
        .filter(what -> what.benchmark().equals(Benchmark.RING_GEMM.jmhName()))
        .min(
            Comparator.comparingInt(
                what -> what.parameters().containsValue("512x512x512") ? 0 : 1));
  }

  private static List<String> notes(TimeFindings times, GateSettings settings) {
    List<String> notes = new ArrayList<>();
    notes.add(
        ("Slower: the lower 97.5%% bound exceeds 3%% and %.0f us, in two sessions pooled. No"
                + " slowdown: the upper 97.5%% bound is below 10%%. %d pairs planned, order of"
                + " seed %d.")
            .formatted(1000 * Rule.FLOOR_MILLISECONDS, times.pairsPlanned(), settings.seed()));
    times.rows().stream()
        .filter(row -> !row.isRatio())
        .min(Comparator.comparingDouble(TimeRow::power))
        .ifPresent(
            row ->
                notes.add(
                    "Power to notice a slowdown of 10%%: at least %s (%s)."
                        .formatted(Percent.whole(row.power()), row.id())));
    return notes;
  }
}
