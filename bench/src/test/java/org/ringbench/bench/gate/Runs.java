package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.ringbench.bench.results.ChangedRow;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.results.RunInfo;

/** Results with one thing changed. */
final class Runs {
  /** The id of an encrypted step in the examples. */
  static final String STEP = Examples.results().rows().getFirst().id();

  private Runs() {}

  /** The example run with a counter set to another value, or removed by null. */
  static Results withCounter(String row, String counter, Long value) {
    return withRow(
        row,
        old -> {
          Map<String, Long> counters = new LinkedHashMap<>(old.counters());
          counters.remove(counter);
          if (value != null) {
            counters.put(counter, value);
          }
          return ChangedRow.counters(old, counters);
        });
  }

  static Results slower(String row, double factor) {
    return withRow(row, old -> ChangedRow.slower(old, factor));
  }

  static Results withFingerprint(String row, String fingerprint) {
    return withRow(row, old -> ChangedRow.fingerprint(old, fingerprint));
  }

  static Results without(String row) {
    Results all = Examples.results();
    return Results.of(
        all.run(),
        all.environment(),
        all.rows().stream().filter(r -> !r.id().equals(row)).toList(),
        List.of());
  }

  static Results with(Environment environment) {
    Results all = Examples.results();
    return Results.of(all.run(), environment, all.rows(), List.of());
  }

  static Results with(RunInfo run) {
    Results all = Examples.results();
    return Results.of(run, all.environment(), all.rows(), List.of());
  }

  static Results lacking(String id) {
    Results all = Examples.results();
    return Results.of(
        all.run(),
        all.environment(),
        List.of(new Missing(id, "the fork crashed")),
        all.rows(),
        List.of());
  }

  /** The example's environment with other flags, cores and governor. */
  static Environment environment(List<String> flags, int cores, String governor) {
    Environment e = Examples.results().environment();
    return new Environment(
        e.cpu(),
        cores,
        e.memoryBytes(),
        e.os(),
        e.jdk(),
        e.gpu(),
        e.threads(),
        e.vectorBits(),
        e.cpuFlags(),
        flags,
        e.blas(),
        e.blasThreads(),
        e.microcode(),
        governor,
        e.hypervisor(),
        e.cpuLimit(),
        e.memoryLimitBytes(),
        e.gpuDriver());
  }

  private static Results withRow(String id, UnaryOperator<Row> change) {
    Results all = Examples.results();
    List<Row> rows = new ArrayList<>();
    for (Row row : all.rows()) {
      rows.add(row.id().equals(id) ? change.apply(row) : row);
    }
    return Results.of(all.run(), all.environment(), rows, List.of());
  }
}
