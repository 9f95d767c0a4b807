package org.ringbench.bench.report.section;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ringbench.bench.report.chart.ColorScale;
import org.ringbench.bench.report.chart.Drawing;
import org.ringbench.bench.report.chart.Figure;
import org.ringbench.bench.report.chart.HeatMap;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Node;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;

/**
 * The ratios of one kind of step over precision and batch.
 *
 * @param run that measured them
 * @param id unique in the page
 * @param kind of step, in words
 * @param rows of that kind, at least one of them with a ratio
 * @param bits precisions, top to bottom
 * @param batches sizes, left to right
 */
record RatioGrid(
    RunView run, String id, String kind, List<Row> rows, List<Long> bits, List<Long> batches) {
  private static final int MOST_VALUES = 16;
  private static final Pattern BITS = Pattern.compile("\\bfractionBits=(\\d{1,9})\\b");
  private static final Pattern BATCH = Pattern.compile("\\bbatchSize=(\\d{1,9})\\b");

  /**
   * The grid of a kind of step.
   *
   * @param kind the axes that its rows agree in
   * @param all encrypted rows: maps of one model have the same grid
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
        Labels.of(name),
        rows,
        values(run, rows, grid, "fractionBits", BITS),
        values(run, rows, grid, "batchSize", BATCH));
  }

  /** What the rows have on an axis, and those of this kind that failed. */
  private static List<Long> values(
      RunView run, List<Row> rows, List<Row> grid, String axis, Pattern inId) {
    String own = withoutAxes(rows.getFirst().id());
    return Stream.concat(
            grid.stream().flatMap(row -> RunView.number(row, axis).stream()),
            run.results().missing().stream()
                .map(Missing::id)
                .filter(id -> withoutAxes(id).equals(own))
                .map(inId::matcher)
                .filter(Matcher::find)
                .map(found -> Long.valueOf(found.group(1))))
        .distinct()
        .sorted()
        .limit(MOST_VALUES)
        .toList();
  }

  private static String withoutAxes(String id) {
    return BATCH.matcher(BITS.matcher(id).replaceFirst("")).replaceFirst("");
  }

  String title() {
    return "Encrypted over plaintext: " + kind;
  }

  /** Whether it is one number. */
  boolean isSingle() {
    return bits.size() == 1 && batches.size() == 1;
  }

  /** The intervals that it shows. */
  Stream<Interval> ratios() {
    return rows.stream().flatMap(row -> run.ratio(row).stream()).map(ratio -> ratio.ratio());
  }

  /** The drawing alone. */
  Drawing drawing(ColorScale colors) {
    return new HeatMap(
            id,
            batches.stream().map(String::valueOf).toList(),
            bits.stream().map(String::valueOf).toList(),
            "batch size (rows a step)",
            "fractional bits",
            "times plaintext (log. colours)",
            Numbers::significant,
            colors)
        .draw((column, row) -> cell(bits.get(row), batches.get(column)));
  }

  /** The drawing with its table. */
  Element figure(ColorScale colors) {
    Table table = header(title());
    bits.forEach(f -> batches.forEach(batch -> line(table, f, batch)));
    return new Figure(id, title(), description(), table).of(drawing(colors));
  }

  /** A table for {@link #line}. */
  static Table header(String caption) {
    return new Table(caption)
        .words("step")
        .figures("fractional bits")
        .figures("batch (rows)")
        .figures("times plaintext")
        .figures("95% from")
        .figures("to")
        .words("state");
  }

  /** A line for each cell of a grid. */
  private void line(Table table, long precision, long batch) {
    Optional<Row> row = find(precision, batch);
    Optional<Interval> ratio = row.flatMap(run::ratio).map(r -> r.ratio());
    List<String> figures =
        List.of(
            String.valueOf(precision),
            String.valueOf(batch),
            ratio.map(r -> Numbers.significant(r.median())).orElse(Numbers.NONE),
            ratio.map(r -> Numbers.significant(r.low())).orElse(Numbers.NONE),
            ratio.map(r -> Numbers.significant(r.high())).orElse(Numbers.NONE),
            ratio
                .map(r -> RunView.isInconclusive(r) ? "inconclusive" : "conclusive")
                .orElseGet(() -> gap(precision, batch).reason()));
    table.row(
        null,
        Stream.concat(
                Stream.of(row.<Node>map(r -> run.link(r, kind)).orElse(Table.cell(kind))),
                figures.stream().map(Table::cell))
            .toList());
  }

  /** As {@link #figure}, for a grid of one cell. */
  void line(Table table) {
    line(table, bits.getFirst(), batches.getFirst());
  }

  /** What a reader should know who cannot see it. */
  String description() {
    return "A heat-map of %d precisions by %d batch sizes.".formatted(bits.size(), batches.size());
  }

  private HeatMap.Cell cell(long precision, long batch) {
    Optional<Row> row = find(precision, batch);
    return row.isPresent() && run.ratio(row.get()).isPresent()
        ? value(row.get())
        : gap(precision, batch);
  }

  private HeatMap.Value value(Row row) {
    Interval ratio = run.ratio(row).orElseThrow().ratio();
    return new HeatMap.Value(
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

  /** Why a cell has no ratio. */
  private HeatMap.Gap gap(long precision, long batch) {
    String place = "batch %d, f = %d: ".formatted(batch, precision);
    if (find(precision, batch).isPresent()) {
      return new HeatMap.Gap("no plaintext", place + "no plaintext step to compare with");
    }
    String id = rows.getFirst().id();
    id = BITS.matcher(id).replaceFirst("fractionBits=" + precision);
    id = BATCH.matcher(id).replaceFirst("batchSize=" + batch);
    return run.missing(id)
        .map(missing -> new HeatMap.Gap("failed", place + missing.reason()))
        .orElse(new HeatMap.Gap("not run", place + "not run"));
  }

  private Optional<Row> find(long precision, long batch) {
    return rows.stream()
        .filter(row -> RunView.number(row, "fractionBits").orElseThrow() == precision)
        .filter(row -> RunView.number(row, "batchSize").orElseThrow() == batch)
        .findFirst();
  }
}
