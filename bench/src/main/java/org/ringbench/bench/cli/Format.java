package org.ringbench.bench.cli;

import java.util.List;

/** What {@code --format} takes. */
final class Format {
  static final String TEXT = "text";
  static final String JSON = "json";
  static final String MARKDOWN = "md";

  private Format() {}

  /** The format, if the command has it. */
  static String check(String format, List<String> formats) {
    if (!formats.contains(format)) {
      throw new InputException(
          "--format \"%s\": expected %s".formatted(format, String.join(" or ", formats)));
    }
    return format;
  }
}
