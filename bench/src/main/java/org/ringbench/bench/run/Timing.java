package org.ringbench.bench.run;

import java.time.Duration;

/**
 * How long a fork measures. A fork's figure is the median over its iterations, so many short ones
 * are better than few long ones.
 *
 * @param warmupIterations whose times are thrown away
 * @param measurementIterations whose times count
 * @param iteration how long each lasts
 */
public record Timing(int warmupIterations, int measurementIterations, Duration iteration) {
  /** Starting a JVM and JMH in it, loading the data, checking the answer and warming up. */
  private static final Duration START = Duration.ofMillis(1900);

  /** The time that one fork takes, roughly. */
  Duration ofFork() {
    return START.plus(iteration.multipliedBy(warmupIterations + measurementIterations));
  }
}
