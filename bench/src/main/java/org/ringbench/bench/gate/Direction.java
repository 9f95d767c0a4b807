package org.ringbench.bench.gate;

import java.util.Set;

/** Which way a figure of JMH gets worse. */
enum Direction {
  /** Times. */
  LOWER_IS_BETTER(1),
  /** Throughputs. */
  HIGHER_IS_BETTER(-1);

  private static final Set<String> TIMES = Set.of("avgt", "sample", "ss");

  private final int sign;

  Direction(int sign) {
    this.sign = sign;
  }

  /**
   * The direction of a score.
   *
   * @param mode JMH's short name, such as {@code avgt} or {@code thrpt}
   * @param unit such as {@code ms/op} or {@code ops/ms}
   * @throws IllegalArgumentException for a mode that is not known, or a unit that contradicts it
   */
  static Direction of(String mode, String unit) {
    Direction direction;
    if (TIMES.contains(mode)) {
      direction = LOWER_IS_BETTER;
    } else if (mode.equals("thrpt")) {
      direction = HIGHER_IS_BETTER;
    } else {
      throw new IllegalArgumentException(
          "JMH mode \"%s\": expected avgt, sample, ss or thrpt".formatted(mode));
    }
    String shape = direction == LOWER_IS_BETTER ? "[a-z]+/op" : "ops/[a-z]+";
    if (!unit.matches(shape)) {
      throw new IllegalArgumentException(
          "unit \"%s\" of mode %s: expected %s"
              .formatted(unit, mode, direction == LOWER_IS_BETTER ? "a time/op" : "ops/a time"));
    }
    return direction;
  }

  /** How much worse: positive if {@code head} is, in logarithms. */
  double worsening(double base, double head) {
    return sign * Math.log(head / base);
  }
}
