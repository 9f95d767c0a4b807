package org.ringbench.bench.gate;

import java.util.Map;

/**
 * A figure as JMH gives it.
 *
 * @param value positive
 * @param mode JMH's short name
 * @param unit of the value
 */
record Score(double value, String mode, String unit) {
  private static final Map<String, Double> MILLISECONDS =
      Map.of("ns", 1e-6, "us", 1e-3, "ms", 1.0, "s", 1e3, "min", 6e4, "hr", 3.6e6, "day", 8.64e7);

  /** Refuses what is no figure, or has no known direction. */
  Score {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("score %s: expected a positive number".formatted(value));
    }
    Direction.of(mode, unit);
    if (!MILLISECONDS.containsKey(time(unit))) {
      throw new IllegalArgumentException(
          "unit \"%s\": expected one of %s".formatted(unit, MILLISECONDS.keySet()));
    }
  }

  Direction direction() {
    return Direction.of(mode, unit);
  }

  /** Milliseconds of one operation. */
  double milliseconds() {
    double scale = MILLISECONDS.get(time(unit));
    return direction() == Direction.LOWER_IS_BETTER ? value * scale : scale / value;
  }

  private static String time(String unit) {
    return unit.replace("/op", "").replace("ops/", "");
  }
}
