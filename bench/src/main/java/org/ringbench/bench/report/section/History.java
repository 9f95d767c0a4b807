package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.bench.report.chart.Figure;
import org.ringbench.bench.report.chart.LineChart;
import org.ringbench.bench.report.chart.LinearScale;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;

/**
 * Figures over commits, each series of one case on one class of machine, with the points at which
 * they changed.
 *
 * @param series from the history file; empty without one
 */
public record History(List<Series> series) implements Section {
  private static final int MOST_SERIES = 6;
  private static final int MOST_POINTS = 400;

  /**
   * A figure over time.
   *
   * @param row id of the case
   * @param machine that measured it; unlike ones are never joined
   * @param unit of the values
   * @param points in the order of time
   * @param changes indices of the points from which the level is another one
   */
  public record Series(
      String row, String machine, String unit, List<Point> points, List<Integer> changes) {
    /** Copies the lists. */
    public Series {
      points = List.copyOf(points);
      changes = List.copyOf(changes);
    }

    private String name() {
      return "%s (%s)".formatted(row, machine);
    }
  }

  /**
   * A value.
   *
   * @param run that measured it
   * @param commit that was measured
   * @param value in the series' unit, with its interval if that is known
   */
  public record Point(String run, String commit, Interval value) {
    /** A value whose interval is not known. */
    public Point(String run, String commit, double value) {
      this(run, commit, new Interval(value, value, value));
    }

    private String text() {
      return value.low() < value.high()
          ? "%s (%s to %s)"
              .formatted(
                  Numbers.significant(value.median()),
                  Numbers.significant(value.low()),
                  Numbers.significant(value.high()))
          : Numbers.significant(value.median());
    }
  }

  /** Copies the list. */
  public History {
    series = List.copyOf(series);
  }

  @Override
  public String id() {
    return "history";
  }

  @Override
  public String title() {
    return "History";
  }

  @Override
  public List<Element> of(RunView run) {
    List<Series> drawn =
        RunView.first(
            series.stream()
                .filter(line -> !line.points.isEmpty())
                .filter(line -> run.headline().map(Row::id).filter(line.row::equals).isPresent())
                .toList(),
            MOST_SERIES);
    if (drawn.isEmpty()) {
      return List.of(
          Section.lacking(
              "There is no history beside this run: results/history.jsonl holds none of its cases"
                  + " yet."));
    }
    List<Element> content = new ArrayList<>();
    content.add(
        Section.p(
            "A vertical line stands where the level changed, by the detector of docs/gate.md. Only"
                + " runs on one class of machine are joined."));
    for (int i = 0; i < drawn.size(); i++) {
      content.add(figure(run.id("history-" + (i + 1)), drawn.get(i)));
    }
    return content;
  }

  /** A series as a figure; one point is no line. */
  public static Element figure(String id, Series series) {
    if (series.points.size() == 1) {
      Point point = series.points.getFirst();
      return Section.p(
              "%s: %s %s in run %s, the first of its kind."
                  .formatted(series.name(), point.text(), series.unit, point.run))
          .set("id", id);
    }
    int skipped = Math.max(0, series.points.size() - MOST_POINTS);
    Table table =
        new Table(series.name()).words("run").words("commit").figures(series.unit).words("change");
    List<LineChart.Value> values = new ArrayList<>();
    double most = 0;
    for (int i = skipped; i < series.points.size(); i++) {
      Point point = series.points.get(i);
      boolean isChange = series.changes.contains(i);
      most = Math.max(most, point.value.high());
      values.add(
          new LineChart.Value(
              i + 1,
              point.value.median(),
              point.value.low(),
              point.value.high(),
              "%s, %s: %s %s".formatted(point.run, point.commit, point.text(), series.unit)));
      table.row(List.of(point.run, point.commit, point.text(), isChange ? "from here" : ""));
    }
    List<Double> changes =
        series.changes.stream().filter(i -> i >= skipped).map(i -> i + 0.5).toList();
    LineChart chart =
        new LineChart(
            List.of(new LineChart.Line(series.name(), 0, 0, values)),
            changes,
            LinearScale.of(
                skipped + 1,
                Math.max(series.points.size(), skipped + 2),
                Math.clamp(values.size() - 1, 1, 10),
                LineChart.LEFT,
                LineChart.RIGHT),
            LinearScale.of(0, most, 6, LineChart.BOTTOM, LineChart.TOP),
            "run (in the order of time)",
            series.unit);
    String more = skipped > 0 ? " (the last %d runs)".formatted(MOST_POINTS) : "";
    return new Figure(
            id,
            series.name() + more,
            "A line over %s with %s; the table below has the figures."
                .formatted(
                    Labels.count(values.size(), "run"), Labels.count(changes.size(), "change")),
            table)
        .of(chart.draw());
  }
}
