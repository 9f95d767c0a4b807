package org.ringbench.ptx;

/** Values of lanes. */
final class Lanes {
  static final long LOW = 0xFFFF_FFFFL;

  private Lanes() {}

  /** Ones in the lowest bits. */
  static long mask(int bits) {
    return bits == 64 ? -1L : (1L << bits) - 1;
  }

  /** The value of the lowest bits as signed. */
  static long signed(long value, int bits) {
    return value << (64 - bits) >> (64 - bits);
  }

  static float f32(long register) {
    return Float.intBitsToFloat((int) register);
  }

  static long f32(float value) {
    return (Float.isNaN(value) ? 0x7FFF_FFFFL : Float.floatToRawIntBits(value)) & LOW;
  }

  static double f64(long register) {
    return Double.longBitsToDouble(register);
  }

  static long f64(double value) {
    return Double.isNaN(value) ? 0x7FFF_FFFF_FFFF_FFFFL : Double.doubleToRawLongBits(value);
  }
}
