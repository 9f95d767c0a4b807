package org.ringbench.bench.report.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Equal steps for equal ratios, from a 1, 2 or 5 times a power of ten to another.
 *
 * @param low of the domain, positive
 * @param high of the domain
 * @param start position of low
 * @param end position of high
 */
public record LogScale(double low, double high, double start, double end) implements Scale {
  private static final List<Integer> DIGITS = List.of(1, 2, 5);

  /** With more powers of ten than this, only they are labelled. */
  private static final int MANY = 3;

  /** The narrowest domain that holds both values. */
  public static LogScale of(double low, double high, double start, double end) {
    if (!(low > 0 && low <= high && Double.isFinite(high))) {
      throw new IllegalArgumentException("domain %s to %s".formatted(low, high));
    }
    List<BigDecimal> all = round(low / 10, high * 10);
    double first =
        all.stream().mapToDouble(BigDecimal::doubleValue).filter(v -> v <= low).max().orElseThrow();
    double last =
        all.stream()
            .mapToDouble(BigDecimal::doubleValue)
            .filter(v -> v >= high && v > first)
            .min()
            .orElseThrow();
    return new LogScale(first, last, start, end);
  }

  /** The round numbers between, ascending. */
  private static List<BigDecimal> round(double low, double high) {
    List<BigDecimal> values = new ArrayList<>();
    int last = (int) Math.ceil(Math.log10(high));
    for (int power = (int) Math.floor(Math.log10(low)); power <= last; power++) {
      for (int digit : DIGITS) {
        values.add(BigDecimal.valueOf(digit).scaleByPowerOfTen(power));
      }
    }
    return values;
  }

  @Override
  public double at(double value) {
    double inside = Math.min(Math.max(value, low), high);
    return start + Math.log(inside / low) / Math.log(high / low) * (end - start);
  }

  @Override
  public List<Tick> ticks() {
    boolean many = high / low > Math.pow(10, MANY) * (1 + 1e-9);
    return round(low, high).stream()
        .filter(v -> v.doubleValue() >= low * (1 - 1e-9) && v.doubleValue() <= high * (1 + 1e-9))
        .filter(v -> !many || v.unscaledValue().intValue() == 1)
        .map(v -> new Tick(v.doubleValue(), v.toPlainString()))
        .toList();
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
