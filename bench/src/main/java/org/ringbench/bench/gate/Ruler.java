package org.ringbench.bench.gate;

/** Something of the machine that no version changes, measured again in each round of a session. */
interface Ruler extends AutoCloseable {
  /** Measures, in a fraction of a second. */
  double measure();

  @Override
  default void close() {}
}
