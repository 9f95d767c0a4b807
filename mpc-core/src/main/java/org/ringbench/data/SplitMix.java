package org.ringbench.data;

/**
 * The SplitMix64 generator, written out here so that data and orders of rows stay the same on every
 * JDK. Not for anything secret.
 */
final class SplitMix {
  private long state;
  private double spare = Double.NaN;

  SplitMix(long seed) {
    state = seed;
  }

  long nextLong() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Uniform in [0, 1), 53 bits. */
  double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /** Uniform in 0 .. bound - 1, for bounds far below 2^53. */
  int nextInt(int bound) {
    return (int) (nextDouble() * bound);
  }

  /**
   * Normal with mean 0 and deviation 1, by Box and Muller; StrictMath gives the same bits anywhere.
   */
  double nextGaussian() {
    if (!Double.isNaN(spare)) {
      double value = spare;
      spare = Double.NaN;
      return value;
    }
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    double angle = 2 * Math.PI * nextDouble();
    spare = radius * StrictMath.sin(angle);
    return radius * StrictMath.cos(angle);
  }

  /** A permutation of 0 .. n - 1. */
  int[] permutation(int n) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
