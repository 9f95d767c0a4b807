package org.ringbench.bench.report.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Equal steps for equal differences, from round number to round number.
 *
 * @param low of the domain
 * @param high of the domain
 * @param step between ticks: 1, 2 or 5 times a power of ten
 * @param start position of low
 * @param end position of high
 */
public record LinearScale(double low, double high, double step, double start, double end)
    implements Scale {
  /**
   * The narrowest domain of whole steps that holds both values.
   *
   * @param steps at most about so many
   */
  public static LinearScale of(double low, double high, int steps, double start, double end) {
    if (!(Double.isFinite(low) && Double.isFinite(high) && low <= high)) {
      throw new IllegalArgumentException("domain %s to %s".formatted(low, high));
    }
    double span = high > low ? high - low : Math.max(Math.abs(high), 1);
    double step = step(span / steps);
    double first = Math.floor(low / step + 1e-9) * step;
    double last = Math.ceil(high / step - 1e-9) * step;
    return new LinearScale(first, last > first ? last : first + step, step, start, end);
  }

  /** The next of 1, 2, 5, 10 times a power of ten. */
  private static double step(double least) {
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    double digit = least / power;
    return power * (digit <= 1 + 1e-9 ? 1 : digit <= 2 + 1e-9 ? 2 : digit <= 5 + 1e-9 ? 5 : 10);
  }

  @Override
  public double at(double value) {
    double inside = Math.min(Math.max(value, low), high);
    return start + (inside - low) / (high - low) * (end - start);
  }

  @Override
  public List<Tick> ticks() {
    int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
    List<Tick> ticks = new ArrayList<>();
    long count = Math.round((high - low) / step);
    for (long i = 0; i <= count; i++) {
      double value = low + i * step;
      String label =
          BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
      ticks.add(new Tick(value, label));
    }
    return ticks;
  }

  @Override
  public double least() {
    return low;
  }

  @Override
  public double most() {
    return high;
  }
}
