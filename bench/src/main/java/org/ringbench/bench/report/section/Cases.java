package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Node;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;

/** Every case with an anchor of its own; the script finds those that no table holds. */
public final class Cases implements Section {
  private static final int MOST_ROWS = 500;
  private static final int MOST_OF_MANY = 100;

  /** How many rows the table has; more are in the data alone: the page stays small. */
  static int most(RunView run) {
    return run.isLarge() ? MOST_OF_MANY : MOST_ROWS;
  }

  @Override
  public String id() {
    return "cases";
  }

  @Override
  public String title() {
    return "All cases";
  }

  @Override
  public List<Element> of(RunView run) {
    List<Row> rows = run.results().rows();
    if (rows.isEmpty()) {
      return List.of(Section.lacking("This run has no rows.", "bin/ringbench run --tier smoke"));
    }
    Table table =
        new Table("Cases of run " + run.results().run().id())
            .words("case")
            .figures("median (ms)")
            .figures("95% from (ms)")
            .figures("to (ms)")
            .words("forks (ms)")
            .figures("times plaintext")
            .words("counts an operation")
            .words("parts (ms)")
            .words("facts");
    int most = most(run);
    RunView.first(rows, most).forEach(row -> table.row(run.anchor(row), cells(run, row)));
    List<Element> content = new ArrayList<>();
    if (rows.size() > most) {
      content.add(
          Section.p(
              "The first %d of %d cases; all of them are in the data of this page. With JavaScript, an"
                      .formatted(most, rows.size())
                  + " anchor of any case finds it here."));
    }
    content.add(table.toElement().set("data-cases", run.id("data")));
    return content;
  }

  private static List<Node> cells(RunView run, Row row) {
    return List.of(
        run.link(row),
        Table.cell(Numbers.significant(row.milliseconds().median())),
        Table.cell(Numbers.significant(row.milliseconds().low())),
        Table.cell(Numbers.significant(row.milliseconds().high())),
        Table.cell(
            row.forks().stream().map(Numbers::significant).collect(Collectors.joining(", "))),
        Table.cell(
            run.ratio(row)
                .map(ratio -> Numbers.significant(ratio.ratio().median()))
                .orElse(Numbers.NONE)),
        Table.cell(words(row.counters())),
        Table.cell(
            row.phases().entrySet().stream()
                .map(e -> e.getKey() + " " + Numbers.significant(e.getValue()))
                .collect(Collectors.joining(", "))),
        Table.cell(words(row.facts())));
  }

  private static String words(Map<String, ?> values) {
    return values.entrySet().stream()
        .map(e -> Labels.words(e.getKey()) + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
