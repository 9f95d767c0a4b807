package org.ringbench.ring;

/** Real numbers as ring elements: round(x * 2^scale) in two's complement. */
public final class FixedPoint {
  private FixedPoint() {}

  /**
   * The ring element of a number.
   *
   * @param bits of the ring; the element is sign-extended to 64
   * @throws IllegalArgumentException for NaN, an infinity, or a number that takes over bits - 2
   *     bits
   */
  public static long encode(double x, int scale, int bits) {
    double scaled = Math.rint(Math.scalb(x, scale));
    if (!(Math.abs(scaled) < Math.scalb(1.0, bits - 2))) {
      throw new IllegalArgumentException(
          "%s with %d fractional bits: expected a finite number below 2^%d in size"
              .formatted(x, scale, bits - 2 - scale));
    }
    return (long) scaled;
  }

  /**
   * The ring elements of numbers.
   *
   * @throws IllegalArgumentException as above
   */
  public static long[] encode(float[] x, int scale, int bits) {
    long[] words = new long[x.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = encode(x[i], scale, bits);
    }
    return words;
  }

  /** The number that the low {@code bits} bits of a ring element stand for. */
  public static double decode(long word, int scale, int bits) {
    long extended = word << (64 - bits) >> (64 - bits);
    return Math.scalb((double) extended, -scale);
  }

  /** The numbers that ring elements stand for, as floats. */
  public static float[] decode(long[] words, int scale, int bits) {
    float[] x = new float[words.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) decode(words[i], scale, bits);
    }
    return x;
  }
}
