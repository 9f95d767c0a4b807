package org.ringbench.bench.run;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and counts as people write them. */
public final class Durations {
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(h|ms|us|m|s)");
  private static final double NANOS_PER_SECOND = 1e9;

  private Durations() {}

  /**
   * Reads {@code 60ms}, {@code 2.5s}, {@code 3us} or {@code 1h30m}.
   *
   * @throws IllegalArgumentException naming the word
   */
  static Duration parse(String word) {
    Matcher part = PART.matcher(word);
    double seconds = 0;
    int end = 0;
    while (part.find() && part.start() == end) {
      seconds += Double.parseDouble(part.group(1)) * unit(part.group(2));
      end = part.end();
    }
    if (word.isEmpty() || end != word.length()) {
      throw new IllegalArgumentException(
          "\"%s\": expected a time such as 60ms, 2.5s or 3m30s".formatted(word));
    }
    return Duration.ofNanos(Math.round(seconds * NANOS_PER_SECOND));
  }

  private static double unit(String name) {
    return switch (name) {
      case "us" -> 1e-6;
      case "ms" -> 1e-3;
      case "m" -> 60;
      case "h" -> 3600;
      default -> 1;
    };
  }

  /** Minutes and seconds, such as {@code 3:20}, from an hour on {@code 1:03:20}. */
  public static String clock(Duration time) {
    Duration rounded = time.plusMillis(500);
    return rounded.toHours() > 0
        ? "%d:%02d:%02d"
            .formatted(rounded.toHours(), rounded.toMinutesPart(), rounded.toSecondsPart())
        : "%d:%02d".formatted(rounded.toMinutes(), rounded.toSecondsPart());
  }

  /** A time, by a factor. */
  static Duration times(Duration time, double factor) {
    return Duration.ofNanos(Math.round(time.toNanos() * factor));
  }

  /**
   * A whole number from 1 on.
   *
   * @throws IllegalArgumentException naming the word
   */
  static int positive(String word) {
    if (!word.matches("[1-9]\\d{0,8}")) {
      throw new IllegalArgumentException("\"%s\": expected a number from 1 on".formatted(word));
    }
    return Integer.parseInt(word);
  }
}
