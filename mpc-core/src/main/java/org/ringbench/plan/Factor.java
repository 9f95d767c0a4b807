package org.ringbench.plan;

/**
 * A public factor as multiplier * 2^-shift.
 *
 * <p>A whole number is itself. Any other factor becomes the smallest odd multiplier within 0.2%: a
 * learning rate encoded at f fractional bits instead would be 0 at f = 8, and a longer multiplier
 * would cost bits of the ring.
 *
 * @param multiplier k
 * @param shift s, at least 0
 */
record Factor(long multiplier, int shift) {
  private static final double TOLERANCE = 0.002;

  /** Odd multipliers from 501 on are closer together than twice the tolerance. */
  private static final long LARGEST = 1 << 10;

  private static final double SMALLEST = 0x1p-40;

  static Factor of(double factor) {
    if (factor == Math.rint(factor) && Math.abs(factor) < 1 << 30) {
      return new Factor((long) factor, 0);
    }
    double size = Math.abs(factor);
    if (!(size >= SMALLEST && size <= LARGEST / 2)) {
      throw new IllegalArgumentException(
          "factor %s: expected a whole number below 2^30, or one from 2^-40 to 512 in size"
              .formatted(factor));
    }
    for (long k = 1; k < LARGEST; k += 2) {
      int shift = (int) Math.round(Math.log(k / size) / Math.log(2));
      if (shift >= 0 && Math.abs(Math.scalb((double) k, -shift) / size - 1) <= TOLERANCE) {
        return new Factor(factor < 0 ? -k : k, shift);
      }
    }
    throw new IllegalStateException("no multiplier for " + factor); // odd ones lie close enough
  }

  /** round(factor * 2^bits). */
  static long scaled(double factor, int bits) {
    return Math.round(Math.scalb(factor, bits));
  }
}
