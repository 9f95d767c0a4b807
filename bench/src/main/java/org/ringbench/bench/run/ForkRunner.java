package org.ringbench.bench.run;

/** Measures a cell in a fresh JVM. */
@FunctionalInterface
interface ForkRunner {
  Fork run(Cell cell) throws MeasurementException;
}
