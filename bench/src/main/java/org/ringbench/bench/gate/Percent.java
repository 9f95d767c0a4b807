package org.ringbench.bench.gate;

import java.util.Locale;

/** Changes in percent. */
final class Percent {
  private Percent() {}

  /** A change from its logarithm: {@code +10.0%}. */
  static String signed(double logarithm) {
    return String.format(Locale.ROOT, "%+.1f%%", 100 * Math.expm1(logarithm));
  }

  /** A fraction of 1: {@code 97%}. */
  static String whole(double fraction) {
    return String.format(Locale.ROOT, "%.0f%%", 100 * fraction);
  }

  /** A fraction of 1 with one decimal: {@code 2.1%}. */
  static String of(double fraction) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * fraction);
  }
}
