package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ringbench.bench.report.chart.Figure;
import org.ringbench.bench.report.chart.HeatMap;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;

/** The ratio over precision and batch, a heat-map for each kind of step. */
public final class RatioMap implements Section {
  private static final Set<String> AXES = Set.of("fractionBits", "batchSize");
  private static final int MOST_MAPS = 12;
  private static final int MOST_VALUES = 16;

  @Override
  public String id() {
    return "ratio";
  }

  @Override
  public String title() {
    return "Cost by precision and batch";
  }

  @Override
  public List<Element> of(RunView run) {
    List<Row> rows =
        run.steps(Names.ENCRYPTED).stream()
            .filter(row -> !Names.OFFLINE.equals(row.phase())) // a part of the total's
            .filter(row -> run.ratio(row).isPresent())
            .filter(row -> AXES.stream().allMatch(a -> RunView.number(row, a).isPresent()))
            .toList();
    if (rows.isEmpty()) {
      return List.of(
          Section.lacking(
              "This run has no ratio: it lacks an encrypted or a plaintext step of one model and"
                  + " batch.",
              "bin/ringbench run --tier smoke"));
    }
    List<Element> content = new ArrayList<>();
    content.add(
        Section.p(
            "Time of an encrypted step over that of the fastest plaintext step of the same model"
                + " and batch, with its 95% interval. Hatched: inconclusive, the ends of the"
                + " interval differ by more than a factor of "
                + RunView.WIDEST
                + ". Grey: not run."));
    List<Map.Entry<Map<String, String>, List<Row>>> groups =
        RunView.groups(rows, AXES).entrySet().stream()
            .sorted(
                Comparator.comparing(
                    g -> g.getValue().stream().min(RunView.PREFERENCE).orElseThrow(),
                    RunView.PREFERENCE))
            .toList();
    int number = 0;
    for (Map.Entry<Map<String, String>, List<Row>> group : RunView.first(groups, MOST_MAPS)) {
      content.add(map(run, ++number, group.getKey(), group.getValue(), rows));
    }
    if (groups.size() > MOST_MAPS) {
      content.add(
          Section.p(
              "%d more kinds of step are in the table of cases and in the data."
                  .formatted(groups.size() - MOST_MAPS)));
    }
    return content;
  }

  private static Element map(
      RunView run, int number, Map<String, String> kind, List<Row> rows, List<Row> all) {
    String model = kind.get("model");
    List<Row> grid =
        rows.size() == 1 ? rows : all.stream().filter(row -> row.model().equals(model)).toList();
    List<Long> bits = values(grid, "fractionBits");
    List<Long> batches = values(grid, "batchSize");
    Map<String, String> name = new LinkedHashMap<>(kind);
    name.remove("engine"); // encrypted
    String title = "Encrypted over plaintext: " + Labels.of(name);
    String id = run.id("ratio-" + number);
    HeatMap map =
        new HeatMap(
            id,
            batches.stream().map(String::valueOf).toList(),
            bits.stream().map(String::valueOf).toList(),
            "batch size (rows a step)",
            "fractional bits",
            "times plaintext (log. colours)",
            Numbers::significant);
    Table table =
        new Table(title)
            .figures("fractional bits")
            .figures("batch (rows)")
            .figures("times plaintext")
            .figures("95% from")
            .figures("to")
            .words("state");
    for (long f : bits) {
      for (long batch : batches) {
        table.row(tableRow(run, find(rows, f, batch), f, batch));
      }
    }
    Figure figure =
        new Figure(
            id,
            title,
            "A heat-map of %d precisions by %d batch sizes; the table below has its figures."
                .formatted(bits.size(), batches.size()),
            table);
    return figure.of(
        map.draw(
            (column, row) ->
                find(rows, bits.get(row), batches.get(column)).map(found -> cell(run, found))));
  }

  private static List<String> tableRow(RunView run, Optional<Row> row, long bits, long batch) {
    String f = String.valueOf(bits);
    String b = String.valueOf(batch);
    if (row.isEmpty()) {
      return List.of(f, b, Numbers.NONE, Numbers.NONE, Numbers.NONE, "not run");
    }
    Interval ratio = run.ratio(row.get()).orElseThrow().ratio();
    return List.of(
        f,
        b,
        Numbers.significant(ratio.median()),
        Numbers.significant(ratio.low()),
        Numbers.significant(ratio.high()),
        RunView.isInconclusive(ratio) ? "inconclusive" : "conclusive");
  }

  private static HeatMap.Cell cell(RunView run, Row row) {
    Interval ratio = run.ratio(row).orElseThrow().ratio();
    return new HeatMap.Cell(
        ratio.median(),
        Numbers.significant(ratio.median()) + "\u00d7",
        "%s to %s".formatted(Numbers.significant(ratio.low()), Numbers.significant(ratio.high())),
        RunView.isInconclusive(ratio),
        "%s: %s plaintext; %s against %s"
            .formatted(
                Labels.of(row, List.of("batchSize", "fractionBits")),
                Labels.times(ratio),
                Labels.milliseconds(row.milliseconds()),
                run.plaintext(row).map(p -> Labels.milliseconds(p.milliseconds())).orElse("?")));
  }

  private static Optional<Row> find(List<Row> rows, long bits, long batch) {
    return rows.stream()
        .filter(row -> RunView.number(row, "fractionBits").orElseThrow() == bits)
        .filter(row -> RunView.number(row, "batchSize").orElseThrow() == batch)
        .findFirst();
  }

  private static List<Long> values(List<Row> rows, String axis) {
    List<Long> values =
        rows.stream()
            .map(row -> RunView.number(row, axis).orElseThrow())
            .distinct()
            .sorted()
            .toList();
    return RunView.first(values, MOST_VALUES);
  }
}
