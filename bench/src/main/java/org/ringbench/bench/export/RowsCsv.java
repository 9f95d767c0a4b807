package org.ringbench.bench.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Ratio;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.results.RunInfo;

/**
 * A line a row. The columns are, in this order and always there:
 *
 * <ul>
 *   <li>{@code id}, {@code benchmark}, {@code fingerprint}: which row
 *   <li>a column an axis: {@code operation}, {@code model}, {@code engine}, {@code phase}, {@code
 *       fractionBits}, {@code batchSize}, {@code comparison}, {@code activation}, {@code backend},
 *       {@code execution}, {@code network}, {@code threads} (0: all cores), {@code size}, {@code
 *       elements}
 *   <li>{@code milliseconds} an operation with its 95% interval {@code millisecondsLow} to {@code
 *       millisecondsHigh}, and {@code forks}, the median of each fork, apart by spaces
 *   <li>{@code ratio} to the plaintext row {@code against}, with {@code ratioLow} and {@code
 *       ratioHigh}
 *   <li>a column a counter: {@code rounds}, {@code bytesSentPerParty}, {@code
 *       firstStepBytesSentPerParty}, {@code dealerBytes}, {@code correlations}, {@code
 *       multiplyAdds}, {@code launches}, {@code peakBytes}, {@code allocatedBytesPerStep}, {@code
 *       threadsUsed}
 *   <li>{@code phase.gemm}, {@code phase.truncation}, {@code phase.comparison}, {@code
 *       phase.selection}, {@code phase.communication}, {@code phase.waiting}, {@code phase.other}:
 *       party 0's timeline in milliseconds
 *   <li>{@code run}, {@code startedAt}, {@code commit}, {@code tier}, {@code cpu}, {@code cores},
 *       {@code jdk}, {@code gpu}: of the run
 * </ul>
 *
 * Axes, counters, phases and facts beyond these follow as {@code parameter.NAME}, {@code
 * counter.NAME}, {@code phase.NAME} and {@code fact.NAME}, by name. A field without meaning for its
 * row is empty.
 */
final class RowsCsv implements Exporter {
  private static final List<String> AXES =
      List.of(
          "operation",
          "model",
          "engine",
          "phase",
          "fractionBits",
          "batchSize",
          "comparison",
          "activation",
          "backend",
          "execution",
          "network",
          "threads",
          "size",
          "elements");

  private static final List<String> COUNTERS =
      List.of(
          "rounds",
          "bytesSentPerParty",
          "firstStepBytesSentPerParty",
          "dealerBytes",
          "correlations",
          "multiplyAdds",
          "launches",
          "peakBytes",
          "allocatedBytesPerStep",
          "threads");

  private static final List<String> PHASES =
      List.of("gemm", "truncation", "comparison", "selection", "communication", "waiting", "other");

  /** A column: its name and what it takes from a row of a run. */
  private record Column(String name, Function<Entry, Object> of) {}

  private record Entry(Results run, Row row, Optional<Ratio> ratio) {}

  @Override
  public String export(List<Results> runs) {
    List<Entry> entries = new ArrayList<>();
    for (Results run : runs) {
      Map<String, Ratio> ratios =
          run.ratios().stream().collect(Collectors.toMap(Ratio::row, Function.identity()));
      run.rows()
          .forEach(
              row -> entries.add(new Entry(run, row, Optional.ofNullable(ratios.get(row.id())))));
    }
    List<Column> columns = columns(entries);
    StringBuilder text = new StringBuilder(Csv.line(columns.stream().map(Column::name).toList()));
    for (Entry entry : entries) {
      List<Object> fields = new ArrayList<>();
      columns.forEach(column -> fields.add(column.of.apply(entry)));
      text.append(Csv.line(fields));
    }
    return text.toString();
  }

  private static List<Column> columns(List<Entry> entries) {
    List<Column> columns = new ArrayList<>();
    columns.add(row("id", Row::id));
    columns.add(row("benchmark", Row::benchmark));
    columns.add(row("fingerprint", Row::fingerprint));
    AXES.forEach(axis -> columns.add(row(axis, row -> row.parameter(axis))));
    columns.add(row("milliseconds", row -> row.milliseconds().median()));
    columns.add(row("millisecondsLow", row -> row.milliseconds().low()));
    columns.add(row("millisecondsHigh", row -> row.milliseconds().high()));
    columns.add(
        row(
            "forks",
            row -> row.forks().stream().map(Objects::toString).collect(Collectors.joining(" "))));
    columns.add(ratio("ratio", Interval::median));
    columns.add(ratio("ratioLow", Interval::low));
    columns.add(ratio("ratioHigh", Interval::high));
    columns.add(new Column("against", e -> e.ratio.map(Ratio::against).orElse(null)));
    COUNTERS.forEach(
        key -> columns.add(row(key.equals("threads") ? "threadsUsed" : key, r -> r.counter(key))));
    PHASES.forEach(phase -> columns.add(row("phase." + phase, row -> row.phases().get(phase))));
    columns.add(run("run", RunInfo::id));
    columns.add(run("startedAt", RunInfo::startedAt));
    columns.add(run("commit", RunInfo::commit));
    columns.add(run("tier", RunInfo::tier));
    columns.add(environment("cpu", Environment::cpu));
    columns.add(environment("cores", Environment::cores));
    columns.add(environment("jdk", Environment::jdk));
    columns.add(environment("gpu", Environment::gpu));
    further(columns, entries, "parameter.", AXES, Row::parameters);
    further(columns, entries, "counter.", COUNTERS, Row::counters);
    further(columns, entries, "phase.", PHASES, Row::phases);
    further(columns, entries, "fact.", List.of(), Row::facts);
    return columns;
  }

  private static void further(
      List<Column> columns,
      List<Entry> entries,
      String prefix,
      List<String> known,
      Function<Row, Map<String, ?>> map) {
    Set<String> keys = new TreeSet<>();
    entries.forEach(entry -> keys.addAll(map.apply(entry.row).keySet()));
    known.forEach(keys::remove);
    keys.forEach(key -> columns.add(row(prefix + key, row -> map.apply(row).get(key))));
  }

  private static Column row(String name, Function<Row, Object> of) {
    return new Column(name, entry -> of.apply(entry.row));
  }

  private static Column run(String name, Function<RunInfo, Object> of) {
    return new Column(name, entry -> of.apply(entry.run.run()));
  }

  private static Column environment(String name, Function<Environment, Object> of) {
    return new Column(name, entry -> of.apply(entry.run.environment()));
  }

  private static Column ratio(String name, Function<Interval, Object> of) {
    return new Column(name, entry -> entry.ratio.map(Ratio::ratio).map(of).orElse(null));
  }
}
