package org.ringbench.cuda.performance;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Tables and numbers. */
final class Markdown {
  /** What a cell holds until a GPU has been at hand. */
  static final String NOT_MEASURED = "not measured yet";

  private final StringBuilder text = new StringBuilder();

  Markdown line(String line) {
    text.append(line).append('\n');
    return this;
  }

  Markdown paragraph(String paragraph) {
    return line("").line(paragraph).line("");
  }

  /** A table's head; columns whose title starts with {@code >} hold numbers. */
  Markdown head(String... titles) {
    StringBuilder rule = new StringBuilder("|");
    StringBuilder head = new StringBuilder("|");
    for (String title : titles) {
      boolean number = title.startsWith(">");
      head.append(' ').append(number ? title.substring(1) : title).append(" |");
      rule.append(number ? "---:|" : "---|");
    }
    return line(head.toString()).line(rule.toString());
  }

  Markdown row(Object... cells) {
    StringBuilder row = new StringBuilder("|");
    for (Object cell : cells) {
      row.append(' ').append(cell instanceof Double d ? number(d) : cell).append(" |");
    }
    return line(row.toString());
  }

  /** Three digits that count. */
  static String number(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_UP));
    int decimals = Math.max(0, 2 - (rounded.precision() - rounded.scale() - 1));
    return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
