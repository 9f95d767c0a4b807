package org.ringbench.bench.run;

import java.io.IOException;
import java.util.Optional;

/** Measures a cell in a fresh JVM. */
@FunctionalInterface
interface ForkRunner {
  Fork run(Cell cell) throws MeasurementException;

  /** Whether the two cores that threads share are apart now; empty where nothing tells. */
  default Optional<Boolean> coresAreApart() {
    return Optional.empty();
  }

  /** All forks so far as the harness behind this reports them. */
  default String report() {
    return "";
  }

  /** Writes the files that the user asked the harness for; called once, at the end. */
  default void writeFiles() throws IOException {}
}
