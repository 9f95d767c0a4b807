package org.ringbench.bench.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.ringbench.data.PrivateFiles;

/** A task's result: as text for people, and as files. */
final class Report {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final List<String> MEASURES = List.of("mse", "mae", "r2", "bias", "seconds");

  private Report() {}

  /**
   * Writes the result as JSON, and a comparison's table as CSV beside it. A revealed model may be
   * in it: the files are for their owner.
   */
  static void write(Path file, Map<String, Object> result) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      PrivateFiles.replace(
          file, (JSON.writeValueAsString(result) + "\n").getBytes(StandardCharsets.UTF_8));
      if (result.containsKey("slowdown")) {
        String name = file.getFileName().toString().replaceFirst("\\.json$", "") + ".csv";
        PrivateFiles.replace(
            file.resolveSibling(name), csv(result).getBytes(StandardCharsets.UTF_8));
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // maps of numbers and text always serialise
    } catch (IOException e) {
      throw new SettingException(
          "OUT or --out is \"%s\": it cannot be written: %s".formatted(file, e.getMessage()));
    }
  }

  private static String csv(Map<String, Object> result) {
    StringBuilder text = new StringBuilder("measure,plaintext float64,encrypted\n");
    for (String measure : MEASURES) {
      text.append(
          "%s,%s,%s\n"
              .formatted(
                  measure, side(result, "plaintext", measure), side(result, "encrypted", measure)));
    }
    Map<?, ?> slowdown = (Map<?, ?>) result.get("slowdown");
    text.append("slowdown,1,%s\n".formatted(slowdown.get("median")));
    text.append("slowdown low (95 percent),1,%s\n".formatted(slowdown.get("low")));
    text.append("slowdown high (95 percent),1,%s\n".formatted(slowdown.get("high")));
    for (String key :
        List.of("largestWeightDifference", "meanWeightDifference", "biasDifference")) {
      text.append("%s,0,%s\n".formatted(key, result.get(key)));
    }
    return text.toString();
  }

  private static Object side(Map<String, Object> result, String side, String measure) {
    Object value = ((Map<?, ?>) result.get(side)).get(measure);
    return value == null ? "" : value;
  }

  /** The result as text. */
  static String text(Map<String, Object> result) {
    if (result.containsKey("slowdown")) {
      return comparison(result);
    }
    if (result.containsKey("millisecondsPerStep")) {
      return measurement(result);
    }
    StringBuilder text = new StringBuilder();
    text.append(
        "%s: %s in %.2f s\n"
            .formatted(result.get("task"), result.get("model"), (Double) result.get("seconds")));
    Map<?, ?> traffic = (Map<?, ?>) result.get("traffic");
    text.append(
        "  rounds %s, sent %s bytes, received %s bytes\n"
            .formatted(
                traffic.get("rounds"), traffic.get("bytesSent"), traffic.get("bytesReceived")));
    if (result.get("metrics") instanceof Map<?, ?> metrics) {
      text.append(
          "  %s (on %s)\n"
              .formatted(
                  metrics.entrySet().stream()
                      .map(m -> m.getKey() + " " + number(m.getValue()))
                      .collect(Collectors.joining(", ")),
                  result.get("metricsOn")));
    }
    return text.toString();
  }

  private static String comparison(Map<String, Object> result) {
    StringBuilder text = new StringBuilder();
    text.append(
        "linear regression, plaintext against encrypted: %s rows, %s steps, %s repetitions\n"
            .formatted(result.get("rows"), result.get("steps"), result.get("repetitions")));
    text.append(row("", "plaintext float64", "encrypted"));
    for (String measure : MEASURES) {
      text.append(
          row(
              measure,
              number(side(result, "plaintext", measure)),
              number(side(result, "encrypted", measure))));
    }
    Map<?, ?> slowdown = (Map<?, ?>) result.get("slowdown");
    text.append(
        row(
            "slowdown",
            "1",
            "%s (95%%: %s to %s)"
                .formatted(
                    number(slowdown.get("median")),
                    number(slowdown.get("low")),
                    number(slowdown.get("high")))));
    text.append(
        row("largest weight difference", "", number(result.get("largestWeightDifference"))));
    text.append(row("mean weight difference", "", number(result.get("meanWeightDifference"))));
    text.append("  the same start and order of batches; ").append(result.get("shown")).append('\n');
    return text.toString();
  }

  private static String row(String name, String plain, String encrypted) {
    return "  %-26s %18s  %s".formatted(name, plain, encrypted).stripTrailing() + "\n";
  }

  private static String number(Object value) {
    return value instanceof Number n
        ? String.format(Locale.ROOT, "%.6g", n.doubleValue())
        : String.valueOf(value);
  }

  private static String measurement(Map<String, Object> result) {
    Map<?, ?> times = (Map<?, ?>) result.get("millisecondsPerStep");
    return """
    %s, batch %s, %s features, precision %s: %s steps after %s to warm up, on %s (%s)
      a step     %.3f ms (quartiles %.3f to %.3f), the dealer's work included
      rounds     %.1f a step
      sent       %.0f bytes a step, %s in the first, which opens its rows
      dealer     %s bytes a step, to worker 1
      network    %s, measured: round trip %.0f us, %.0f Mbit/s
    """
        .formatted(
            result.get("task"),
            result.get("batch"),
            result.get("features"),
            result.get("precision"),
            result.get("steps"),
            result.get("stepsBefore"),
            result.get("backend"),
            result.get("instructionSet"),
            (Double) times.get("median"),
            (Double) times.get("lowerQuartile"),
            (Double) times.get("upperQuartile"),
            (Double) result.get("roundsPerStep"),
            (Double) result.get("bytesSentPerStep"),
            result.get("bytesSentInFirstStep"),
            result.get("dealerBytesPerStep"),
            result.get("network"),
            (Double) result.get("probedRoundTripMicroseconds"),
            (Double) result.get("probedMegabitsPerSecond"));
  }
}
