package org.ringbench.bench.results;

import java.util.List;
import java.util.Map;

/** Rows with one thing changed. */
public final class ChangedRow {
  private ChangedRow() {}

  /** With these facts. */
  public static Row facts(Row row, Map<String, String> facts) {
    return copy(row, row.fingerprint(), row.forks(), row.counters(), row.phases(), facts);
  }

  /** With these parts of a timeline. */
  public static Row phases(Row row, Map<String, Double> phases) {
    return copy(row, row.fingerprint(), row.forks(), row.counters(), phases, row.facts());
  }

  /** With these counters. */
  public static Row counters(Row row, Map<String, Long> counters) {
    return copy(row, row.fingerprint(), row.forks(), counters, row.phases(), row.facts());
  }

  /** As other work under the same name. */
  public static Row fingerprint(Row row, String fingerprint) {
    return copy(row, fingerprint, row.forks(), row.counters(), row.phases(), row.facts());
  }

  /** With every fork this much slower. */
  public static Row slower(Row row, double factor) {
    List<Double> forks = row.forks().stream().map(time -> time * factor).toList();
    return copy(row, row.fingerprint(), forks, row.counters(), row.phases(), row.facts());
  }

  private static Row copy(
      Row row,
      String fingerprint,
      List<Double> forks,
      Map<String, Long> counters,
      Map<String, Double> phases,
      Map<String, String> facts) {
    return new Row(
        row.id(),
        row.benchmark(),
        row.parameters(),
        fingerprint,
        Statistics.interval(forks),
        forks,
        counters,
        phases,
        facts);
  }
}
