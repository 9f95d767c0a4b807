package org.ringbench.bench.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.RunInfo;

/**
 * The input of github-action-benchmark with {@code tool: customSmallerIsBetter}: an array of {@code
 * name}, {@code unit}, {@code value}, and {@code range} and {@code extra} as text. A row gives an
 * entry for its time, one for its ratio to plaintext and one for each count that is the same in
 * every run.
 *
 * @see <a href="https://github.com/benchmark-action/github-action-benchmark#examples">The action's
 *     custom benchmarks</a>
 */
final class GithubActionBenchmark implements Exporter {
  @Override
  public String export(List<Results> runs) {
    ArrayNode entries = JsonNodeFactory.instance.arrayNode();
    Results results = runs.getFirst();
    RunInfo run = results.run();
    String extra =
        "tier %s, run %s, commit %s%n%s, %d cores"
            .formatted(
                run.tier(),
                run.id(),
                run.commit(),
                results.environment().cpu(),
                results.environment().cores())
            .replace("\r\n", "\n");
    for (Measure measure : Measure.of(results)) {
      ObjectNode entry = entries.addObject();
      entry.put("name", measure.title());
      entry.put("unit", measure.unit());
      entry.put("value", measure.value());
      // It prints the range behind the value: half of the interval's width, in the same unit.
      measure.interval().ifPresent(i -> entry.put("range", "± " + halfWidth(i).toPlainString()));
      entry.put("extra", extra);
    }
    return Json.text(entries);
  }

  private static BigDecimal halfWidth(Interval interval) {
    return Measure.rounded((interval.high() - interval.low()) / 2);
  }
}
