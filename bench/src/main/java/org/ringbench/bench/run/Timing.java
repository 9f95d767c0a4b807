package org.ringbench.bench.run;

import java.time.Duration;

/**
 * How long a fork measures. A fork's figure is the median over its iterations, so many short ones
 * are better than few long ones.
 *
 * @param warmupIterations whose times are thrown away
 * @param measurementIterations whose times count
 * @param warmup how long each of the first lasts
 * @param measurement how long each of the others lasts
 */
public record Timing(
    int warmupIterations, int measurementIterations, Duration warmup, Duration measurement) {
  /** Iterations that all last as long. */
  public Timing(int warmupIterations, int measurementIterations, Duration iteration) {
    this(warmupIterations, measurementIterations, iteration, iteration);
  }

  /** All iterations of a fork, which last as long on a slow machine as on a fast one. */
  Duration iterations() {
    return warmup
        .multipliedBy(warmupIterations)
        .plus(measurement.multipliedBy(measurementIterations));
  }
}
