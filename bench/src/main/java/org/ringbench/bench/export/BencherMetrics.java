package org.ringbench.bench.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Results;

/**
 * Bencher Metric Format: benchmark, measure, {@code value} with {@code lower_value} and {@code
 * upper_value}. Bencher's own measure {@code latency} is in nanoseconds; ours go by their names in
 * kebab case, such as {@code bytes-sent-per-party}.
 *
 * @see <a href="https://bencher.dev/docs/reference/bencher-metric-format/">Bencher Metric
 *     Format</a>
 */
final class BencherMetrics implements Exporter {
  private static final double NANOS_PER_MILLI = 1e6;

  @Override
  public String export(List<Results> runs) {
    ObjectNode benchmarks = JsonNodeFactory.instance.objectNode();
    for (Measure measure : Measure.of(runs.getFirst())) {
      boolean isTime = measure.name().equals(Measure.TIME);
      ObjectNode metric =
          benchmarks
              .withObjectProperty(measure.row())
              .putObject(isTime ? "latency" : kebab(measure.name()));
      if (measure.interval().isEmpty()) {
        metric.put("value", measure.value());
      } else {
        Interval interval = measure.interval().get();
        double scale = isTime ? NANOS_PER_MILLI : 1;
        metric.put("value", Measure.rounded(interval.median() * scale));
        metric.put("lower_value", Measure.rounded(interval.low() * scale));
        metric.put("upper_value", Measure.rounded(interval.high() * scale));
      }
    }
    return Json.text(benchmarks);
  }

  private static String kebab(String camel) {
    return camel.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
