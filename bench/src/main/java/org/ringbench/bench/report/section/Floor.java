package org.ringbench.bench.report.section;

import java.util.Optional;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;

/**
 * The least that a step of this protocol could cost on these cores: its multiply-adds at the speed
 * of registers. The ratio's floor has both sides at that speed.
 *
 * @param milliseconds of the encrypted step's multiply-adds at peak
 * @param work encrypted multiply-adds over plaintext ones
 * @param slowness time of a ring multiply-add over a float one
 * @param ringShare of the ring's peak that the step reaches
 * @param floatShare of the floats' peak that the plaintext step reaches
 */
record Floor(
    double milliseconds, double work, double slowness, double ringShare, double floatShare) {
  /** The floor of a step on the CPU; empty without rulers or counts. */
  static Optional<Floor> of(RunView run, Row row, Row plaintext) {
    Optional<Double> ring = Speed.peak(run, Names.RING_PEAK);
    Optional<Double> floats = Speed.peak(run, Names.FLOAT_PEAK);
    Optional<Double> encrypted = Speed.of(row);
    Optional<Double> plain = Speed.of(plaintext);
    boolean isOnCpu = !"cuda".equals(row.backend()); // the rulers are the CPU's
    if (!isOnCpu || ring.isEmpty() || floats.isEmpty() || encrypted.isEmpty() || plain.isEmpty()) {
      return Optional.empty();
    }
    int cores = run.results().environment().threads();
    return Optional.of(
        new Floor(
            row.multiplyAdds() / (cores * ring.get()) / 1e6,
            (double) row.multiplyAdds() / plaintext.multiplyAdds(),
            floats.get() / ring.get(),
            encrypted.get() / (cores * ring.get()),
            plain.get() / (cores * floats.get())));
  }

  /** What it says, in words. */
  String text() {
    return "The floor of the ratio is %s: %s times the multiply-adds of plaintext, each %s times as slow"
            .formatted(
                Numbers.significant(work * slowness),
                Numbers.significant(work),
                Numbers.significant(slowness))
        + " as a float's in registers. The step runs at %s%% of the ring's peak, the plaintext step at %s%%"
            .formatted(Numbers.percent(ringShare), Numbers.percent(floatShare))
        + " of its own. The encrypted step's multiply-adds alone would take %s ms: the dashed line."
            .formatted(Numbers.significant(milliseconds));
  }
}
