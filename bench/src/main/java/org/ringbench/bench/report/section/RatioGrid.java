package org.ringbench.bench.report.section;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringbench.bench.report.chart.Drawing;
import org.ringbench.bench.report.chart.Figure;
import org.ringbench.bench.report.chart.HeatMap;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;

/**
 * The ratios of one kind of step over precision and batch.
 *
 * @param run that measured them
 * @param id unique in the page
 * @param title of the figure
 * @param rows with a ratio
 * @param bits precisions, top to bottom
 * @param batches sizes, left to right
 */
record RatioGrid(
    RunView run, String id, String title, List<Row> rows, List<Long> bits, List<Long> batches) {
  private static final int MOST_VALUES = 16;

  /**
   * The grid of a kind of step.
   *
   * @param kind the axes that its rows agree in
   * @param all rows of the run with a ratio: maps of one model have the same grid
   */
  static RatioGrid of(
      RunView run, String id, Map<String, String> kind, List<Row> rows, List<Row> all) {
    String model = kind.get("model");
    List<Row> grid =
        rows.size() == 1 ? rows : all.stream().filter(row -> row.model().equals(model)).toList();
    Map<String, String> name = new LinkedHashMap<>(kind);
    name.remove("engine"); // encrypted
    return new RatioGrid(
        run,
        id,
        "Encrypted over plaintext: " + Labels.of(name),
        rows,
        values(grid, "fractionBits"),
        values(grid, "batchSize"));
  }

  private static List<Long> values(List<Row> rows, String axis) {
    return rows.stream()
        .map(row -> RunView.number(row, axis).orElseThrow())
        .distinct()
        .sorted()
        .limit(MOST_VALUES)
        .toList();
  }

  /** The drawing alone. */
  Drawing drawing() {
    return new HeatMap(
            id,
            batches.stream().map(String::valueOf).toList(),
            bits.stream().map(String::valueOf).toList(),
            "batch size (rows a step)",
            "fractional bits",
            "times plaintext (log. colours)",
            Numbers::significant)
        .draw((column, row) -> find(bits.get(row), batches.get(column)).map(this::cell));
  }

  /** The drawing with its table. */
  Element figure() {
    return new Figure(id, title, description(), table()).of(drawing());
  }

  /** What a reader should know who cannot see it. */
  String description() {
    return "A heat-map of %d precisions by %d batch sizes.".formatted(bits.size(), batches.size());
  }

  private Table table() {
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
        table.row(line(find(f, batch), f, batch));
      }
    }
    return table;
  }

  private List<String> line(Optional<Row> row, long precision, long batch) {
    String f = String.valueOf(precision);
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

  private HeatMap.Cell cell(Row row) {
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

  private Optional<Row> find(long precision, long batch) {
    return rows.stream()
        .filter(row -> RunView.number(row, "fractionBits").orElseThrow() == precision)
        .filter(row -> RunView.number(row, "batchSize").orElseThrow() == batch)
        .findFirst();
  }
}
