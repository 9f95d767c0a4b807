package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.bench.report.chart.DotPlot;
import org.ringbench.bench.report.chart.Figure;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;

/** The time of an operation, with every fork. */
public final class Times implements Section {
  private static final int MOST_CASES = 48;

  /** Of all figures together: each case is drawn on two scales. */
  private static final int MOST_DRAWN = 320;

  private static final Comparator<Row> ORDER =
      Comparator.<Row, Boolean>comparing(row -> !RunView.isInMemory(row))
          .thenComparing(RunView.PREFERENCE);

  @Override
  public String id() {
    return "time";
  }

  @Override
  public String title() {
    return "Time per batch";
  }

  @Override
  public List<Element> of(RunView run) {
    if (run.results().rows().isEmpty()) {
      return List.of(Section.lacking("This run has no rows.", "bin/ringbench run --tier smoke"));
    }
    List<Element> content = new ArrayList<>();
    content.add(
        Section.p(
            "A dot is the median of one fork (a JVM of its own), a bar the 95% interval over the"
                + " forks, a stroke the median."));
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    run.results().rows().stream()
        .filter(row -> row.benchmark().equals(Names.TRAINING_STEP))
        .sorted(ORDER)
        .forEach(row -> groups.computeIfAbsent(step(row), _ -> new ArrayList<>()).add(row));
    run.results().rows().stream()
        .filter(row -> !row.benchmark().equals(Names.TRAINING_STEP))
        .forEach(
            row ->
                groups
                    .computeIfAbsent("Operation: " + row.benchmark(), _ -> new ArrayList<>())
                    .add(row));
    int number = 0;
    int drawn = 0;
    for (Map.Entry<String, List<Row>> group : groups.entrySet()) {
      int size = Math.min(group.getValue().size(), MOST_CASES);
      if (drawn + size > MOST_DRAWN) {
        break;
      }
      content.add(figure(run, ++number, group.getKey(), group.getValue()));
      drawn += size;
    }
    if (groups.size() > number) {
      content.add(
          Section.p(
              "%d more groups of cases are in the table of cases and in the data."
                  .formatted(groups.size() - number)));
    }
    return content;
  }

  private static String step(Row row) {
    return "Training step: %s, batch %s%s"
        .formatted(
            row.model(),
            row.parameter("batchSize"),
            RunView.isInMemory(row) ? "" : ", over a network"); // else it dwarfs the others
  }

  private static Element figure(RunView run, int number, String title, List<Row> group) {
    List<Row> rows = RunView.first(group, MOST_CASES);
    List<String> axes = RunView.differing(rows);
    List<String> categories = new ArrayList<>();
    List<DotPlot.Case> cases = new ArrayList<>();
    Table table =
        new Table(title)
            .words("case")
            .figures("median (ms)")
            .figures("95% from (ms)")
            .figures("to (ms)")
            .words("forks (ms)");
    for (Row row : rows) {
      String category = category(row);
      if (!categories.contains(category)) {
        categories.add(category);
      }
      String name = axes.isEmpty() ? row.benchmark() : Labels.of(row, axes);
      cases.add(
          new DotPlot.Case(
              name,
              categories.indexOf(category),
              row.forks(),
              row.milliseconds().median(),
              row.milliseconds().low(),
              row.milliseconds().high(),
              name
                  + ": "
                  + Labels.milliseconds(row.milliseconds())
                  + ", "
                  + Labels.count(row.forks().size(), "fork")));
      table.row(
          List.of(
              name,
              Numbers.significant(row.milliseconds().median()),
              Numbers.significant(row.milliseconds().low()),
              Numbers.significant(row.milliseconds().high()),
              String.join(", ", row.forks().stream().map(Numbers::significant).toList())));
    }
    String more =
        group.size() > rows.size()
            ? " (the first %d of %d cases)".formatted(rows.size(), group.size())
            : "";
    DotPlot plot = new DotPlot(categories, cases, "time an operation (ms)");
    return new Figure(
            run.id("time-" + number),
            title + more,
            "Forks and intervals of %s; the table below has the figures."
                .formatted(Labels.count(rows.size(), "case")),
            table)
        .of(plot.linear(), plot.logarithmic());
  }

  private static String category(Row row) {
    if (!row.benchmark().equals(Names.TRAINING_STEP) || row.engine() == null) {
      return row.backend() == null ? row.benchmark() : row.backend();
    }
    return row.engine().equals(Names.ENCRYPTED) ? row.engine() + ", " + row.phase() : row.engine();
  }
}
