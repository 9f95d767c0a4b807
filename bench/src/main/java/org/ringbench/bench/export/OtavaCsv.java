package org.ringbench.bench.export;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.bench.results.Results;

/**
 * Apache Otava's CSV import: a line a run, by time, with {@code time} and the attributes {@code
 * commit}, {@code run} and {@code tier}, then a column for each number to watch. Otava reads every
 * field of a metric as a number, so that only those that all runs have become columns. In {@code
 * otava.yaml}:
 *
 * <pre>
 * tests:
 *   ringbench:
 *     type: csv
 *     file: history.csv
 *     time_column: time
 *     attributes: [commit, run, tier]
 *     metrics:
 *       step:
 *         column: trainingStep mlp encrypted total fractionBits=16 batchSize=64 radix4 relu backend=java execution=threads
 *         direction: -1
 * </pre>
 *
 * @see <a href="https://github.com/apache/otava/blob/master/docs/CSV.md">Importing results from
 *     CSV</a>
 */
final class OtavaCsv implements Exporter {
  @Override
  public String export(List<Results> runs) {
    List<Map<String, BigDecimal>> figures = runs.stream().map(OtavaCsv::figures).toList();
    List<String> metrics = new ArrayList<>(figures.getFirst().keySet());
    figures.forEach(run -> metrics.retainAll(run.keySet()));
    List<String> header = new ArrayList<>(List.of("time", "commit", "run", "tier"));
    header.addAll(metrics);
    StringBuilder text = new StringBuilder(Csv.line(header));
    for (int i = 0; i < runs.size(); i++) {
      Map<String, BigDecimal> run = figures.get(i);
      List<Object> fields = new ArrayList<>();
      fields.add(runs.get(i).run().startedAt());
      fields.add(runs.get(i).run().commit());
      fields.add(runs.get(i).run().id());
      fields.add(runs.get(i).run().tier());
      metrics.forEach(metric -> fields.add(run.get(metric)));
      text.append(Csv.line(fields));
    }
    return text.toString();
  }

  private static Map<String, BigDecimal> figures(Results results) {
    Map<String, BigDecimal> figures = new LinkedHashMap<>();
    Measure.of(results).forEach(m -> figures.put(m.title(), m.value()));
    return figures;
  }
}
