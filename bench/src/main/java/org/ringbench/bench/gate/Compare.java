package org.ringbench.bench.gate;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringbench.bench.environment.Comparability;
import org.ringbench.bench.environment.MachineClass;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.results.Statistics;

/**
 * Compares two stored results: counts with a verdict, times without one. They come from two
 * sessions, and what differs between sessions (heat, neighbours, memory) is in the times.
 */
public final class Compare {
  private static final String NO_VERDICT =
      "Times of two sessions, for information: only `gate` measures both sides in one.";

  private static final double CLOSE = 0.05;
  private static final double NEAR = 0.10;

  private Compare() {}

  /** The comparison. */
  public static Report results(Results base, Results head) {
    List<String> differences =
        Comparability.differences("base", base.environment(), "head", head.environment());
    boolean alike = differences.isEmpty();
    DeterministicTier counts =
        DeterministicTier.compare(counted(base), counted(head), "base", _ -> alike);
    List<String> problems = new ArrayList<>();
    List<Outcome> outcomes = new ArrayList<>(List.of(counts.outcome()));
    differences.forEach(difference -> problems.add("not comparable: " + difference));
    if (!alike) {
      outcomes.add(Outcome.NOT_COMPARABLE);
    }
    incomplete("base", base, problems);
    incomplete("head", head, problems);
    if (!base.isComplete() || !head.isComplete()) {
      outcomes.add(Outcome.INCOMPLETE);
    }
    problems.addAll(Problems.of(counts, "base"));
    List<String> notes = new ArrayList<>(List.of(NO_VERDICT));
    Comparability.remarks("base", base.environment(), "head", head.environment())
        .forEach(remark -> notes.add("not alike: " + remark));
    boolean baseRan = clocksRanForward(base, "base", notes);
    boolean headRan = clocksRanForward(head, "head", notes);
    List<Report.TimeLine> times =
        baseRan && headRan && alike ? times(base, head, counts) : List.of();
    if (!times.isEmpty()) {
      notes.add(agreement(times));
    }
    return new Report(
        "compare",
        Outcome.worst(outcomes),
        List.of("base: " + version(base), "head: " + version(head)),
        problems,
        counts.changes().stream().map(Report.CounterLine::of).toList(),
        counts.compared(),
        times,
        List.of(),
        notes);
  }

  private static List<CountedRow> counted(Results results) {
    return results.rows().stream().map(CountedRow::of).toList();
  }

  private static void incomplete(String side, Results results, List<String> problems) {
    results
        .missing()
        .forEach(
            row ->
                problems.add(
                    "incomplete: %s has no %s: %s".formatted(side, row.id(), row.reason())));
  }

  private static String version(Results results) {
    return "commit %s, %s, tier %s, %s"
        .formatted(
            results.run().commit(),
            results.run().startedAt(),
            results.run().tier(),
            MachineClass.of(results.environment()));
  }

  /** A run that ended before it began was timed by a clock that stepped back. */
  private static boolean clocksRanForward(Results results, String side, List<String> notes) {
    String end = results.run().finishedAt();
    try {
      if (end != null && Instant.parse(end).isBefore(Instant.parse(results.run().startedAt()))) {
        notes.add(
            "%s ended (%s) before it began (%s): its clock stepped back, so no times are compared"
                .formatted(side, end, results.run().startedAt()));
        return false;
      }
    } catch (DateTimeException e) {
      notes.add("%s has a time that is none: %s".formatted(side, e.getMessage()));
      return false;
    }
    return true;
  }

  /** What two runs of one version say about a machine: on a fit one they agree. */
  private static String agreement(List<Report.TimeLine> times) {
    return "%d of %d rows are within %s of each other, %d within %s."
        .formatted(
            within(CLOSE, times),
            times.size(),
            Percent.whole(CLOSE),
            within(NEAR, times),
            Percent.whole(NEAR));
  }

  private static long within(double part, List<Report.TimeLine> times) {
    return times.stream()
        .filter(line -> Math.abs(Math.log1p(line.change())) <= Math.log1p(part))
        .count();
  }

  private static List<Report.TimeLine> times(Results base, Results head, DeterministicTier counts) {
    List<Report.TimeLine> lines = new ArrayList<>();
    for (Row before : base.rows()) {
      Optional<Row> after = head.row(before.id());
      if (after.isPresent() && !counts.otherWork().contains(before.id())) {
        Interval ratio = Statistics.ratio(after.get().forks(), before.forks());
        lines.add(
            new Report.TimeLine(
                before.id(),
                before.milliseconds().median(),
                after.get().milliseconds().median(),
                ratio.median() - 1,
                ratio.low() - 1,
                ratio.high() - 1,
                null,
                null,
                null,
                null,
                ratio.low()));
      }
    }
    return lines;
  }
}
