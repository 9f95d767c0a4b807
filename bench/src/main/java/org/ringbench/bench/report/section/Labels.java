package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;

/** How rows and figures are called, the same everywhere. */
final class Labels {
  /** Values that go without saying: messages in memory, a thread for each role. */
  private static final Set<String> SILENT = Set.of("in-memory", Names.MEMORY, "threads");

  private Labels() {}

  /** The values of a row on some axes: {@code batch 64, f = 16, radix4}. */
  static String of(Row row, List<String> axes) {
    return of(row.parameters(), axes);
  }

  /** All values of a group. */
  static String of(Map<String, String> values) {
    return of(values, List.copyOf(values.keySet()));
  }

  private static String of(Map<String, String> values, List<String> axes) {
    List<String> words = new ArrayList<>();
    for (String axis : axes) {
      String value = values.get(axis);
      if (value != null && !SILENT.contains(value)) {
        words.add(
            switch (axis) {
              case "batchSize" -> "batch " + value;
              case "fractionBits" -> "f = " + value;
              case "threads" ->
                  value.equals("0")
                      ? "all cores"
                      : value.equals("1") ? "1 thread" : value + " threads";
              default -> value;
            });
      }
    }
    return String.join(", ", words);
  }

  /** {@code 8.39 ms (8.10 to 8.70)}. */
  static String milliseconds(Interval interval) {
    return "%s ms (%s to %s)"
        .formatted(
            Numbers.significant(interval.median()),
            Numbers.significant(interval.low()),
            Numbers.significant(interval.high()));
  }

  /** {@code 22.3 times (17.8 to 30.3)}. */
  static String times(Interval ratio) {
    return "%s times (%s to %s)"
        .formatted(
            Numbers.significant(ratio.median()),
            Numbers.significant(ratio.low()),
            Numbers.significant(ratio.high()));
  }

  /** A name of a field as words: {@code memoryBytes} is "memory bytes". */
  static String words(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
  }

  /** {@code 1 case}, {@code 2 cases}. */
  static String count(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }
}
