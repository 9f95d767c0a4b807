package org.ringbench.bench.table;

import java.util.Locale;
import org.ringbench.bench.results.Interval;

/** How numbers look, the same everywhere. */
public final class Numbers {
  /** Stands where a figure has no meaning. */
  public static final String NONE = "-";

  private static final int DIGITS = 3;

  private Numbers() {}

  /** Three significant digits, whole numbers in full: 0.0213, 1.50, 84.2, 157, 1399. */
  public static String significant(double value) {
    if (value == 0) {
      return "0";
    }
    int magnitude = magnitude(value);
    // 9.996 has one digit before the point, but rounds to 10.0 with two.
    double ulp = Math.pow(10, magnitude - DIGITS + 1);
    if (magnitude(Math.rint(value / ulp) * ulp) > magnitude) {
      magnitude++;
    }
    return decimals(value, Math.max(0, DIGITS - 1 - magnitude));
  }

  /** {@code low-high}, each with three significant digits. */
  public static String range(Interval interval) {
    return "%s-%s".formatted(significant(interval.low()), significant(interval.high()));
  }

  /** Megabytes (10^6 bytes); {@link #NONE} for null. */
  public static String megabytes(Long bytes) {
    return bytes == null ? NONE : significant(bytes / 1e6);
  }

  /** Kilobytes (10^3 bytes); {@link #NONE} for null. */
  public static String kilobytes(Long bytes) {
    return bytes == null ? NONE : significant(bytes / 1e3);
  }

  /** A fraction of 1 in percent, one decimal. */
  public static String percent(double fraction) {
    return decimals(fraction * 100, 1);
  }

  /** The value's own text; {@link #NONE} for null. */
  public static String orNone(Object value) {
    return value == null ? NONE : value.toString();
  }

  private static int magnitude(double value) {
    return (int) Math.floor(Math.log10(Math.abs(value)));
  }

  private static String decimals(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
  }
}
