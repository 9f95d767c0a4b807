package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ringbench.bench.report.chart.DotPlot;
import org.ringbench.bench.report.chart.Figure;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Node;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Pairing;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;

/** The time of an operation, with every fork. */
public final class Times implements Section {
  private static final int MOST_CASES = 48;

  /** Of all figures together: each case is drawn on two scales. */
  private static final int MOST_DRAWN = 320;

  private static final int MOST_DRAWN_OF_MANY = 100;

  /** Benchmarks with fewer cases than this share a figure. */
  private static final int FEWEST_CASES = 4;

  /** What tells a benchmark's only case from others of its name. */
  private static final List<String> KIND =
      List.of("model", "batchSize", "size", "elements", "fractionBits", "comparison", "backend");

  private static final Comparator<Row> ORDER =
      Comparator.<Row, Boolean>comparing(row -> !RunView.isInMemory(row))
          .thenComparing(RunView.PREFERENCE);

  /** Within a figure: plaintext first, then each kind of encrypted step by its precision. */
  private static final Comparator<Row> WITHIN =
      Comparator.<Row, Boolean>comparing(row -> !Pairing.isPlaintext(row))
          .thenComparing(row -> !Names.FIXED.equals(row.engine()))
          .thenComparing(row -> "square".equals(row.activation()))
          .thenComparing(row -> !Names.TOTAL.equals(row.phase()))
          .thenComparing(row -> !Names.ONLINE.equals(row.phase()))
          .thenComparing(row -> "radix2".equals(row.comparison()))
          .thenComparing(row -> RunView.number(row, "fractionBits").orElse(0L));

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
                + " forks, a stroke the median, which also stands at the right. An arrow: the"
                + " interval goes on beyond the linear scale."));
    int number = 0;
    int drawn = 0;
    Map<String, List<Row>> groups = groups(run);
    for (Map.Entry<String, List<Row>> group : groups.entrySet()) {
      int size = Math.min(group.getValue().size(), MOST_CASES);
      if (drawn + size > (run.isLarge() ? MOST_DRAWN_OF_MANY : MOST_DRAWN)) {
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

  /** The cases of each figure by its title. */
  private static Map<String, List<Row>> groups(RunView run) {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    run.results().rows().stream()
        .filter(Times::isStep)
        .sorted(ORDER)
        .forEach(row -> groups.computeIfAbsent(step(row), _ -> new ArrayList<>()).add(row));
    groups.values().forEach(rows -> rows.sort(WITHIN));
    Map<String, List<Row>> others =
        run.results().rows().stream()
            .filter(row -> !isStep(row))
            .collect(
                Collectors.groupingBy(Row::benchmark, LinkedHashMap::new, Collectors.toList()));
    others.forEach(
        (benchmark, rows) ->
            groups
                .computeIfAbsent(
                    rows.size() < FEWEST_CASES ? "Other operations" : "Operation: " + benchmark,
                    _ -> new ArrayList<>())
                .addAll(rows));
    return groups;
  }

  private static boolean isStep(Row row) {
    return row.benchmark().equals(Names.TRAINING_STEP);
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
    List<String> categories = rows.stream().map(Labels::role).distinct().toList();
    List<DotPlot.Case> cases = new ArrayList<>();
    Table table =
        new Table(title)
            .words("case")
            .figures("median (ms)")
            .figures("95% from (ms)")
            .figures("to (ms)")
            .words("forks (ms)");
    Map<Row, String> names = names(rows);
    for (Row row : rows) {
      String name = names.get(row);
      String median = Numbers.significant(row.milliseconds().median());
      cases.add(
          new DotPlot.Case(
              name,
              categories.indexOf(Labels.role(row)),
              row.forks(),
              row.milliseconds().median(),
              row.milliseconds().low(),
              row.milliseconds().high(),
              median,
              "%s: %s, %s"
                  .formatted(
                      name,
                      Labels.milliseconds(row.milliseconds()),
                      Labels.count(row.forks().size(), "fork"))));
      List<Node> cells = new ArrayList<>(List.of(run.link(row, name), Table.cell(median)));
      cells.add(Table.cell(Numbers.significant(row.milliseconds().low())));
      cells.add(Table.cell(Numbers.significant(row.milliseconds().high())));
      cells.add(
          Table.cell(String.join(", ", row.forks().stream().map(Numbers::significant).toList())));
      table.row(null, cells);
    }
    String more =
        group.size() > rows.size()
            ? " (the first %d of %d cases)".formatted(rows.size(), group.size())
            : "";
    DotPlot plot = new DotPlot(categories, cases, "time an operation (ms)");
    boolean isMixed = rows.stream().map(Row::benchmark).distinct().count() > 1;
    return new Figure(
            run.id("time-" + number),
            title + more,
            "Forks and intervals of %s; the table below has the figures."
                .formatted(Labels.count(rows.size(), "case")),
            table)
        .of(
            plot.linear(),
            plot.logarithmic(),
            isMixed ? Figure.First.LOGARITHMIC : Figure.First.LINEAR);
  }

  /** What tells the rows of a figure apart. */
  private static Map<Row, String> names(List<Row> rows) {
    Map<Row, String> names = new LinkedHashMap<>();
    Map<String, List<Row>> benchmarks =
        rows.stream()
            .collect(
                Collectors.groupingBy(Row::benchmark, LinkedHashMap::new, Collectors.toList()));
    benchmarks.forEach(
        (benchmark, own) -> {
          List<String> axes = own.size() > 1 ? RunView.differing(own) : KIND;
          own.forEach(row -> names.put(row, name(benchmark, Labels.of(row, axes), rows)));
        });
    return names;
  }

  private static String name(String benchmark, String label, List<Row> rows) {
    boolean isNamed = label.isEmpty() || !isStep(rows.getFirst());
    return !isNamed ? label : label.isEmpty() ? benchmark : benchmark + ": " + label;
  }
}
