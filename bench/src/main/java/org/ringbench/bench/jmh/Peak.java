package org.ringbench.bench.jmh;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How fast a core multiplies and adds where nothing is loaded or stored. Twelve chains cover the
 * latency of the units; each link of a chain depends on the one before, so that the compiler cannot
 * take anything out of the loop.
 */
final class Peak {
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final long CHAINS = 12;
  private static final int STEPS = 100_000;

  private Peak() {}

  /** Multiply-adds of {@link #ring}. */
  static long ringCount() {
    return CHAINS * STEPS * LONGS.length();
  }

  /** Multiply-adds of {@link #floats}. */
  static long floatCount() {
    return CHAINS * STEPS * FLOATS.length();
  }

  /** x = x * factor + 1 in twelve vectors of ring elements. */
  static long ring(long factor) {
    LongVector m = LongVector.broadcast(LONGS, factor);
    LongVector c = LongVector.broadcast(LONGS, 1);
    LongVector x0 = c;
    LongVector x1 = c.add(1);
    LongVector x2 = c.add(2);
    LongVector x3 = c.add(3);
    LongVector x4 = c.add(4);
    LongVector x5 = c.add(5);
    LongVector x6 = c.add(6);
    LongVector x7 = c.add(7);
    LongVector x8 = c.add(8);
    LongVector x9 = c.add(9);
    LongVector x10 = c.add(10);
    LongVector x11 = c.add(11);
    for (int step = 0; step < STEPS; step++) {
      x0 = x0.mul(m).add(c);
      x1 = x1.mul(m).add(c);
      x2 = x2.mul(m).add(c);
      x3 = x3.mul(m).add(c);
      x4 = x4.mul(m).add(c);
      x5 = x5.mul(m).add(c);
      x6 = x6.mul(m).add(c);
      x7 = x7.mul(m).add(c);
      x8 = x8.mul(m).add(c);
      x9 = x9.mul(m).add(c);
      x10 = x10.mul(m).add(c);
      x11 = x11.mul(m).add(c);
    }
    LongVector sum = x0.add(x1).add(x2).add(x3).add(x4).add(x5);
    return sum.add(x6).add(x7).add(x8).add(x9).add(x10).add(x11).lane(0);
  }

  /** x = x * factor + 1 in twelve vectors of floats, fused. */
  static float floats(float factor) {
    FloatVector m = FloatVector.broadcast(FLOATS, factor);
    FloatVector c = FloatVector.broadcast(FLOATS, 1);
    FloatVector x0 = c;
    FloatVector x1 = c.add(1);
    FloatVector x2 = c.add(2);
    FloatVector x3 = c.add(3);
    FloatVector x4 = c.add(4);
    FloatVector x5 = c.add(5);
    FloatVector x6 = c.add(6);
    FloatVector x7 = c.add(7);
    FloatVector x8 = c.add(8);
    FloatVector x9 = c.add(9);
    FloatVector x10 = c.add(10);
    FloatVector x11 = c.add(11);
    for (int step = 0; step < STEPS; step++) {
      x0 = x0.fma(m, c);
      x1 = x1.fma(m, c);
      x2 = x2.fma(m, c);
      x3 = x3.fma(m, c);
      x4 = x4.fma(m, c);
      x5 = x5.fma(m, c);
      x6 = x6.fma(m, c);
      x7 = x7.fma(m, c);
      x8 = x8.fma(m, c);
      x9 = x9.fma(m, c);
      x10 = x10.fma(m, c);
      x11 = x11.fma(m, c);
    }
    FloatVector sum = x0.add(x1).add(x2).add(x3).add(x4).add(x5);
    return sum.add(x6).add(x7).add(x8).add(x9).add(x10).add(x11).lane(0);
  }
}
