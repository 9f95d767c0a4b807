package org.ringbench.bench.report.section;

import java.util.Optional;
import org.ringbench.bench.results.Row;

/** Speeds in multiply-adds. */
final class Speed {
  private Speed() {}

  /** G multiply-adds a second; empty for a row that does not count them. */
  static Optional<Double> of(Row row) {
    return Optional.ofNullable(row.multiplyAdds())
        .filter(count -> count > 0)
        .map(count -> count / row.milliseconds().median() / 1e6);
  }

  /** The speed of a ruler, if the run has it. */
  static Optional<Double> peak(RunView run, String ruler) {
    return run.benchmark(ruler).stream().findFirst().flatMap(Speed::of);
  }
}
