package org.ringbench.bench.gate;

/**
 * Makes a method slower by a tenth of whatever it takes. {@link SlowJar} puts calls of this class
 * around a benchmark's body, in a copy of the jar.
 */
public final class Slowdown {
  private Slowdown() {}

  /** The body begins. */
  public static long begin() {
    return System.nanoTime();
  }

  /** The body is done: works on for a tenth of its time. */
  public static void end(long begin) {
    long now = System.nanoTime();
    long until = now + (now - begin) / 10;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }
}
