package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Pairing;
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
              case "comparison" -> value.replaceFirst("^radix(?=\\d)", "radix ");
              case "activation" -> value.equals("relu") ? "ReLU" : value;
              case "backend" -> value + " backend";
              case "elements" -> value + " elements";
              default -> value;
            });
      }
    }
    return String.join(", ", words);
  }

  /** A model in words. */
  static String model(String name) {
    return switch (name) {
      case "mlp" -> "the MNIST network mlp (784-128-64-10)";
      case "linreg" -> "linear regression (linreg)";
      default -> name;
    };
  }

  /** What computes a row, and in which phase: the same word for the same colour everywhere. */
  static String role(Row row) {
    String engine = row.engine();
    if (Pairing.isPlaintext(row)) {
      return "plaintext, " + engine;
    }
    if (Names.FIXED.equals(engine)) {
      return "fixed point, no privacy";
    }
    if (row.phase() != null) {
      return Names.ENCRYPTED + ", " + row.phase();
    }
    return row.backend() == null ? "ruler" : row.backend() + " backend alone";
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

  /** A difference of two fractions of 1 in percentage points, with its sign: {@code -0.2}. */
  static String points(double difference) {
    String text = Numbers.percent(difference);
    return difference > 0 && !text.equals("0.0") ? "+" + text : text;
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
