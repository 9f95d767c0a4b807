package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ringbench.bench.results.Statistics;

/**
 * Measures arms in rounds, one pair of each arm a round, and keeps what was measured. Once in every
 * round the ruler is measured beside the two forks of one arm.
 */
final class Rounds {
  /** Hears of what is measured before it is. */
  interface Listener {
    /** A fork starts. */
    void fork(Side side, Case what);

    /** A round begins: no fork runs. */
    default void round() {}
  }

  private record Pair(Score left, Score right) {
    double worsening() {
      return left.direction().worsening(left.value(), right.value());
    }
  }

  private final ForkMeter meter;
  private final Order order;
  private final SessionClock clock;
  private final Optional<Arm> ruler;
  private final Listener listener;
  private final Map<Arm, List<Pair>> measured = new LinkedHashMap<>();
  private final Map<Arm, String> failed = new LinkedHashMap<>();
  private final Set<String> clockSteps = new LinkedHashSet<>();
  private final ForkCounts counts = new ForkCounts();

  Rounds(ForkMeter meter, Order order, SessionClock clock, Optional<Arm> ruler, Listener listener) {
    this.meter = meter;
    this.order = order;
    this.clock = clock;
    this.ruler = ruler;
    this.listener = listener;
  }

  /** Measures a round of these arms; one that fails is left out from then on. */
  void run(List<Arm> arms) {
    if (arms.isEmpty()) {
      return;
    }
    listener.round();
    boolean rulerIsDue = ruler.isPresent() && !failed.containsKey(ruler.get());
    for (Arm arm : order.round(arms)) {
      if (!failed.containsKey(arm)) {
        measure(arm, rulerIsDue && arm.kind() == Arm.Kind.TEST ? ruler : Optional.empty());
        rulerIsDue &= arm.kind() != Arm.Kind.TEST;
      }
    }
  }

  private void measure(Arm arm, Optional<Arm> beside) {
    Score[] rulers = new Score[2];
    Score[] scores = new Score[2];
    boolean leftFirst = order.isLeftFirst(arm);
    for (int turn = 0; turn < 2; turn++) {
      boolean isLeft = leftFirst == (turn == 0);
      int place = isLeft ? 0 : 1;
      if (beside.isPresent()) {
        rulers[place] = fork(beside.get(), Side.BASE);
      }
      scores[place] = fork(arm, isLeft ? Side.BASE : arm.right());
      if (scores[place] == null) {
        return;
      }
    }
    add(arm, scores);
    if (beside.isPresent() && rulers[0] != null && rulers[1] != null) {
      add(beside.get(), rulers);
    }
  }

  private void add(Arm arm, Score[] scores) {
    if (!scores[0].unit().equals(scores[1].unit()) || !scores[0].mode().equals(scores[1].mode())) {
      failed.put(
          arm,
          "%s: base measures %s in %s, head %s in %s"
              .formatted(
                  arm.what(),
                  scores[0].mode(),
                  scores[0].unit(),
                  scores[1].mode(),
                  scores[1].unit()));
      return;
    }
    measured.computeIfAbsent(arm, _ -> new ArrayList<>()).add(new Pair(scores[0], scores[1]));
  }

  /** The score of a fork, or null if it failed. */
  private Score fork(Arm arm, Side side) {
    listener.fork(side, arm.what());
    try {
      ForkMeter.Measured fork = meter.measure(side, arm.what());
      counts.add(side, arm.what(), fork.counters());
      return fork.score();
    } catch (ForkFailedException e) {
      failed.put(arm, "%s, %s: %s".formatted(arm.what(), side.word(), e.getMessage()));
      return null;
    } finally {
      clock.step().ifPresent(clockSteps::add);
    }
  }

  /** The differences of an arm, in the order of the rounds. */
  Pairs pairs(Arm arm) {
    return new Pairs(measured.getOrDefault(arm, List.of()).stream().map(Pair::worsening).toList());
  }

  /** Milliseconds of an operation on the left side, the median over the forks. */
  double left(Arm arm) {
    return Statistics.median(
        measured.get(arm).stream().map(pair -> pair.left().milliseconds()).toList());
  }

  /** Milliseconds of an operation on the right side, the median over the forks. */
  double right(Arm arm) {
    return Statistics.median(
        measured.get(arm).stream().map(pair -> pair.right().milliseconds()).toList());
  }

  /** Arms that failed, with the reason. */
  Map<Arm, String> failed() {
    return failed;
  }

  /** What the forks counted. */
  ForkCounts counts() {
    return counts;
  }

  /** What the clocks did wrong. */
  Set<String> clockSteps() {
    return clockSteps;
  }
}
