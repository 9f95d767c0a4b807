package org.ringbench.bench.export;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Ratio;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;

/**
 * A number to watch, of which less is better: a row's time, its ratio to plaintext, or a count that
 * is the same in every run.
 *
 * @param row the row's id
 * @param name of what is measured; {@link #TIME} for the time
 * @param unit of the value
 * @param value the estimate; a count is exact
 * @param interval about the estimate; a count has none
 */
record Measure(
    String row, String name, String unit, BigDecimal value, Optional<Interval> interval) {
  static final String TIME = "time";

  /** Digits of a time or a ratio: far more than it is known to. */
  private static final MathContext DIGITS = new MathContext(6);

  private static final Map<String, String> COUNTS =
      Map.of(
          "rounds", "rounds",
          "bytesSentPerParty", "bytes",
          "dealerBytes", "bytes",
          "correlations", "correlations",
          "launches", "launches");

  /** All measures of a run, those of a row together. */
  static List<Measure> of(Results results) {
    Map<String, Ratio> ratios =
        results.ratios().stream().collect(Collectors.toMap(Ratio::row, Function.identity()));
    List<Measure> measures = new ArrayList<>();
    for (Row row : results.rows()) {
      measures.add(estimate(row.id(), TIME, "ms", row.milliseconds()));
      Ratio ratio = ratios.get(row.id());
      if (ratio != null) {
        measures.add(estimate(row.id(), "ratio", "times plaintext", ratio.ratio()));
      }
      row.counters()
          .forEach(
              (key, count) -> {
                if (COUNTS.containsKey(key)) {
                  measures.add(
                      new Measure(
                          row.id(),
                          key,
                          COUNTS.get(key),
                          BigDecimal.valueOf(count),
                          Optional.empty()));
                }
              });
    }
    return measures;
  }

  /** The row, and which of its measures if it is not the time. */
  String title() {
    return name.equals(TIME) ? row : row + ": " + name;
  }

  private static Measure estimate(String row, String name, String unit, Interval interval) {
    return new Measure(row, name, unit, rounded(interval.median()), Optional.of(interval));
  }

  /** Without the digits that differ between two computers' logarithms. */
  static BigDecimal rounded(double value) {
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    return rounded.scale() < 0 ? rounded.setScale(0) : rounded; // 8400000, not 8.4E+6
  }
}
