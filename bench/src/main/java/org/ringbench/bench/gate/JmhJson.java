package org.ringbench.bench.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.bench.environment.CoreWatch;
import org.ringbench.bench.results.Statistics;

/** Reads the result file of one fork, in JMH's JSON. */
final class JmhJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JmhJson() {}

  /**
   * The fork's figure and its counters.
   *
   * @throws ForkFailedException if the text is cut short, holds another number of results than one,
   *     or a count that must not change did
   */
  static ForkMeter.Measured read(String text) throws ForkFailedException {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ForkFailedException("JMH's results are cut short: " + e.getOriginalMessage(), e);
    }
    if (!root.isArray() || root.size() != 1) {
      throw new ForkFailedException(
          "JMH gave %d results: expected one".formatted(root.isArray() ? root.size() : 0));
    }
    JsonNode result = root.get(0);
    JsonNode primary = result.path("primaryMetric");
    List<Double> times = raw(primary);
    if (times.isEmpty()) {
      throw new ForkFailedException("JMH gave no iterations: expected at least one");
    }
    Map<String, Long> counters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> metric : result.path("secondaryMetrics").properties()) {
      counter(metric.getKey(), raw(metric.getValue()), counters);
    }
    try {
      Score score =
          new Score(
              Statistics.median(times),
              result.path("mode").asText(),
              primary.path("scoreUnit").asText());
      return new ForkMeter.Measured(score, counters);
    } catch (IllegalArgumentException e) {
      throw new ForkFailedException(e.getMessage(), e);
    }
  }

  private static void counter(String name, List<Double> values, Map<String, Long> counters)
      throws ForkFailedException {
    if (values.isEmpty()) {
      return; // NaN: it has no meaning for the benchmark
    }
    if (CountedRow.DETERMINISTIC.contains(name) && values.stream().distinct().count() > 1) {
      throw new ForkFailedException(
          "%s differs between iterations: %s".formatted(name, values.stream().distinct().toList()));
    }
    boolean isSum = name.equals(CoreWatch.WAITED);
    counters.put(
        name,
        Math.round(
            isSum
                ? values.stream().mapToDouble(Double::doubleValue).sum()
                : Statistics.median(values)));
  }

  /** The numbers of all iterations; JMH writes NaN as text. */
  private static List<Double> raw(JsonNode metric) {
    List<Double> values = new ArrayList<>();
    for (JsonNode fork : metric.path("rawData")) {
      for (JsonNode value : fork) {
        if (value.isNumber()) {
          values.add(value.asDouble());
        }
      }
    }
    return values;
  }
}
