package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ringbench.bench.report.chart.Figure;
import org.ringbench.bench.report.chart.StackedBars;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;
import org.ringbench.net.NetworkProfile;

/** Steps over emulated networks: measured, and predicted from the step in memory. */
public final class Networked implements Section {
  private static final int MOST_ROWS = 12;
  private static final double BITS_PER_BYTE = 8;

  /** Both messages of a round travel at once. */
  private static final double TRIPS_PER_ROUND = 0.5;

  private static final List<String> PARTS =
      List.of("measured", "step in memory", "rounds x half a round trip", "bytes over bandwidth");

  /** What a network adds to a step, in ms. */
  private record Predicted(double memory, double rounds, double bytes) {
    double sum() {
      return memory + rounds + bytes;
    }
  }

  @Override
  public String id() {
    return "networks";
  }

  @Override
  public String title() {
    return "Networks";
  }

  @Override
  public List<Element> of(RunView run) {
    List<Row> rows =
        run.results().rows().stream()
            .filter(row -> row.network() != null && !RunView.isInMemory(row))
            .sorted(RunView.PREFERENCE)
            .toList();
    if (rows.isEmpty()) {
      return List.of(
          Section.lacking(
              "All steps of this run exchange their messages in memory.",
              "bin/ringbench run --model mlp --batch 64 --network in-memory,lan-1g,wan"));
    }
    List<Row> shown = RunView.first(rows, MOST_ROWS);
    List<String> axes = RunView.differing(shown);
    List<StackedBars.Bar> bars = new ArrayList<>();
    Table table =
        new Table("Steps over emulated networks")
            .words("case")
            .figures("round trip (ms)")
            .figures("bandwidth (Mbit/s)")
            .figures("measured (ms)")
            .figures("predicted (ms)")
            .figures("predicted over measured");
    for (Row row : shown) {
      String name = axes.isEmpty() ? row.network() : Labels.of(row, axes);
      Optional<Predicted> predicted = predict(run, row);
      double measured = row.milliseconds().median();
      bars.add(bar(name + ": measured", List.of(measured, 0.0, 0.0, 0.0)));
      predicted.ifPresent(
          p -> bars.add(bar(name + ": predicted", List.of(0.0, p.memory, p.rounds, p.bytes))));
      table.row(
          List.of(
              name,
              roundTrip(row).map(Numbers::significant).orElse(Numbers.NONE),
              bandwidth(row)
                  .map(b -> b > 0 ? Numbers.significant(b) : "no limit")
                  .orElse(Numbers.NONE),
              Numbers.significant(measured),
              predicted.map(p -> Numbers.significant(p.sum())).orElse(Numbers.NONE),
              predicted.map(p -> Numbers.significant(p.sum() / measured)).orElse(Numbers.NONE)));
    }
    List<Element> content = new ArrayList<>();
    content.add(
        Section.p(
            "Delays and bandwidth are emulated in user space. Predicted: the same step in memory,"
                + " half a round trip a round (both messages travel at once), and a party's bytes"
                + " over the bandwidth."));
    content.add(
        new Figure(
                run.id("networks-1"),
                "A step over a network, measured and predicted",
                "Stacked bars of %s; the table below has the figures."
                    .formatted(Labels.count(shown.size(), "case")),
                table)
            .of(new StackedBars(PARTS, bars, "time a step (ms)").draw()));
    if (rows.size() > shown.size()) {
      content.add(
          Section.p(
              "%d more cases are in the table of cases and in the data."
                  .formatted(rows.size() - shown.size())));
    }
    return content;
  }

  private static StackedBars.Bar bar(String name, List<Double> values) {
    List<String> tips = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      tips.add("%s, %s: %s ms".formatted(name, PARTS.get(i), Numbers.significant(values.get(i))));
    }
    double sum = values.stream().mapToDouble(Double::doubleValue).sum();
    return new StackedBars.Bar(name, values, Numbers.significant(sum) + " ms", tips);
  }

  /** Empty where the run lacks the step in memory, or the network's figures. */
  private static Optional<Predicted> predict(RunView run, Row row) {
    Optional<Row> memory =
        run.results().rows().stream()
            .filter(RunView::isInMemory)
            .filter(other -> other.benchmark().equals(row.benchmark()))
            .filter(other -> isSame(other.parameters(), row.parameters()))
            .findFirst();
    Optional<Double> roundTrip = roundTrip(row);
    Optional<Double> bandwidth = bandwidth(row);
    if (memory.isEmpty()
        || roundTrip.isEmpty()
        || bandwidth.isEmpty()
        || row.rounds() == null
        || row.bytesSentPerParty() == null) {
      return Optional.empty();
    }
    double bits = row.bytesSentPerParty() * BITS_PER_BYTE;
    return Optional.of(
        new Predicted(
            memory.get().milliseconds().median(),
            row.rounds() * roundTrip.get() * TRIPS_PER_ROUND,
            bandwidth.get() > 0 ? bits / bandwidth.get() / 1e3 : 0));
  }

  private static boolean isSame(Map<String, String> one, Map<String, String> other) {
    return one.keySet().equals(other.keySet())
        && one.keySet().stream()
            .allMatch(
                axis -> axis.equals("network") || Objects.equals(one.get(axis), other.get(axis)));
  }

  private static Optional<Double> roundTrip(Row row) {
    return fact(row, "rttMilliseconds")
        .or(() -> NetworkProfile.of(row.network()).map(NetworkProfile::roundTripMillis));
  }

  private static Optional<Double> bandwidth(Row row) {
    return fact(row, "bandwidthMbits")
        .or(() -> NetworkProfile.of(row.network()).map(p -> p.bitsPerSecond() / 1e6));
  }

  private static Optional<Double> fact(Row row, String key) {
    String value = row.facts().get(key);
    return value != null && value.matches("\\d{1,9}(\\.\\d{1,9})?")
        ? Optional.of(Double.valueOf(value))
        : Optional.empty();
  }
}
