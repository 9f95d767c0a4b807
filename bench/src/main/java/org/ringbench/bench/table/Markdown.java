package org.ringbench.bench.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ringbench.bench.results.Accuracy;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Ratio;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;

/** The results of a run as Markdown: for a pull request's comment or a job's summary. */
public final class Markdown {
  private Markdown() {}

  /** The answer, what is missing, the rows and the accuracy. */
  public static String of(Results results) {
    StringBuilder text = new StringBuilder();
    text.append(Headline.of(results)).append('\n');
    missing(results.missing(), text);
    rows(results, text);
    accuracy(results.accuracy(), text);
    text.append(
        "\nTier %s at commit %s, run %s%s, on %s (%d cores), %s.\n"
            .formatted(
                results.run().tier(),
                results.run().commit(),
                results.run().id(),
                results.run().shard() == null ? "" : " (shard " + results.run().shard() + ")",
                results.environment().cpu(),
                results.environment().cores(),
                results.environment().jdk()));
    return text.toString();
  }

  private static void missing(List<Missing> missing, StringBuilder text) {
    if (!missing.isEmpty()) {
      text.append(
          "\n**Incomplete: %d missing.**\n\n| missing | reason |\n| --- | --- |\n"
              .formatted(missing.size()));
      missing.forEach(row -> line(text, code(row.id()), cell(row.reason())));
    }
  }

  private static void rows(Results results, StringBuilder text) {
    Map<String, Ratio> ratios =
        results.ratios().stream().collect(Collectors.toMap(Ratio::row, Function.identity()));
    text.append("\n| row | ms | 95% | times plaintext | 95% | rounds | MB sent |\n");
    text.append("| --- | ---: | --- | ---: | --- | ---: | ---: |\n");
    for (Row row : results.rows()) {
      Optional<Interval> ratio = Optional.ofNullable(ratios.get(row.id())).map(Ratio::ratio);
      line(
          text,
          code(row.id()),
          Numbers.significant(row.milliseconds().median()),
          Numbers.range(row.milliseconds()),
          ratio.map(Interval::median).map(Numbers::significant).orElse(""),
          ratio.map(Numbers::range).orElse(""),
          Numbers.orNone(row.rounds()),
          Numbers.megabytes(row.bytesSentPerParty()));
    }
  }

  private static void accuracy(List<Accuracy> runs, StringBuilder text) {
    if (!runs.isEmpty()) {
      text.append(
          "\n| accuracy | f | epochs | of the test digits |\n| --- | ---: | ---: | ---: |\n");
      for (Accuracy run : runs) {
        line(
            text,
            run.model() + " " + run.engine(),
            Numbers.orNone(run.fractionBits()),
            String.valueOf(run.epochs()),
            Numbers.percent(run.testAccuracy().getLast()) + "%");
      }
    }
  }

  private static void line(StringBuilder text, String... cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private static String code(String id) {
    return "`" + cell(id.replace('`', '\'')) + "`";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }
}
