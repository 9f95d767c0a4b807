package org.ringbench.bench.export;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>, but for lines that end in a
 *     line feed alone
 */
final class Csv {
  private Csv() {}

  /** A line; null is an empty field, and a fraction has six digits. */
  static String line(List<?> fields) {
    return fields.stream().map(Csv::field).collect(Collectors.joining(",", "", "\n"));
  }

  private static String field(Object value) {
    String text =
        switch (value) {
          case null -> "";
          case Double number -> Measure.rounded(number).toPlainString();
          case BigDecimal number -> number.toPlainString();
          default -> value.toString();
        };
    return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
