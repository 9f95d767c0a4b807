package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.List;

/**
 * Counts in a JMH fork of each case: for a version that cannot count all cases in one JVM. The
 * counts are the same, and take seconds a case.
 */
final class ForkCounter implements CaseCounter {
  private final Side side;
  private final ForkMeter meter;
  private final GateProgress progress;

  /**
   * A counter.
   *
   * @param side that the forks run
   * @param progress where each is told
   */
  ForkCounter(Side side, ForkMeter meter, GateProgress progress) {
    this.side = side;
    this.meter = meter;
    this.progress = progress;
  }

  @Override
  public List<Counted> count(List<Case> cases) {
    List<Counted> counted = new ArrayList<>();
    for (Case what : cases) {
      progress.fork(side, what);
      try {
        counted.add(new Counted(what.id(), null, meter.measure(side, what).counters(), null));
      } catch (ForkFailedException e) {
        counted.add(Counted.failed(what.id(), e.getMessage()));
      }
    }
    return counted;
  }
}
