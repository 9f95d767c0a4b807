package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ringbench.bench.report.chart.Figure;
import org.ringbench.bench.report.chart.Marks;
import org.ringbench.bench.report.chart.StackedBars;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Node;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;

/**
 * Where the time of an encrypted step goes: a bar for each of its phases, online beside offline,
 * cut into the parts of party 0's timeline where the run has them. A timeline is traced apart from
 * the timed steps; where the two differ, the bar says both.
 */
public final class Phases implements Section {
  /** Within this share, the sum of the parts is the time of the step. */
  private static final double TOLERANCE = 0.02;

  private static final int MOST_FIGURES = 6;
  private static final int MOST_STEPS = 6;
  private static final String UNCUT = "not cut into parts";

  /** Parts whose name in the file says too little. */
  private static final Map<String, String> WORDS =
      Map.of(
          "gemm", "matrix products", "expansion", "seed expansion", "dealer", "the dealer's work");

  @Override
  public String id() {
    return "phases";
  }

  @Override
  public String title() {
    return "Phases of an encrypted step";
  }

  @Override
  public List<Element> of(RunView run) {
    List<Map.Entry<Map<String, String>, List<Row>>> steps =
        RunView.groups(run.steps(Names.ENCRYPTED), Set.of("phase")).entrySet().stream()
            .filter(step -> step.getValue().size() > 1 || hasParts(step.getValue()))
            .sorted(
                Comparator.comparing(
                    step -> step.getValue().stream().min(RunView.PREFERENCE).orElseThrow(),
                    RunView.PREFERENCE))
            .toList();
    if (steps.isEmpty()) {
      return List.of(
          Section.lacking(
              "This run has no encrypted step in more than one phase.",
              "bin/ringbench run --model mlp --batch 64"));
    }
    List<Element> content = new ArrayList<>();
    content.add(
        Section.p(
            "Online: the parties' protocol on prepared randomness. Offline: the dealer's work and"
                + " the expansion of the parties' seeds. Total: a step with the dealer working"
                + " beside, so that it may be shorter than the other two together."));
    if (steps.stream().noneMatch(step -> hasParts(step.getValue()))) {
      content.add(
          Section.lacking(
              "Party 0's timeline was not recorded in this run, so that the bars are not cut into"
                  + " products, truncations, comparisons, communication and waiting.",
              "bin/ringbench run --tier smoke"));
    }
    Map<String, List<List<Row>>> figures = new LinkedHashMap<>();
    for (Map.Entry<Map<String, String>, List<Row>> step : steps) {
      String name =
          "%s, batch %s".formatted(step.getKey().get("model"), step.getKey().get("batchSize"));
      figures.computeIfAbsent(name, _ -> new ArrayList<>()).add(step.getValue());
    }
    int number = 0;
    int drawn = 0;
    for (Map.Entry<String, List<List<Row>>> group :
        RunView.first(List.copyOf(figures.entrySet()), MOST_FIGURES)) {
      List<List<Row>> shown = RunView.first(group.getValue(), MOST_STEPS);
      drawn += shown.size();
      content.add(
          figure(run, ++number, group.getKey(), shown.stream().flatMap(List::stream).toList()));
    }
    if (steps.size() > drawn) {
      content.add(
          Section.p(
              "%d more steps are in the table of cases and in the data."
                  .formatted(steps.size() - drawn)));
    }
    return content;
  }

  private static boolean hasParts(List<Row> rows) {
    return rows.stream().anyMatch(row -> !row.phases().isEmpty());
  }

  /** The parts of a row as they were traced, or its whole time as one part. */
  static Map<String, Double> parts(Row row) {
    boolean isUsable =
        !row.phases().isEmpty() && row.phases().values().stream().allMatch(part -> part >= 0);
    return isUsable ? row.phases() : Map.of(UNCUT, row.milliseconds().median());
  }

  /** The sum of a row's parts, with the time that was measured where it is another one. */
  private static String sum(Row row, double sum) {
    double time = row.milliseconds().median();
    String text = Numbers.significant(sum) + " ms";
    return Math.abs(sum - time) <= TOLERANCE * time
        ? text
        : "%s traced, %s timed".formatted(text, Numbers.significant(time));
  }

  private static Element figure(RunView run, int number, String work, List<Row> rows) {
    List<String> names =
        new ArrayList<>(
            rows.stream().flatMap(row -> parts(row).keySet().stream()).distinct().toList());
    names.sort(Comparator.comparing(Phases::isLast)); // stable
    List<String> axes = RunView.differing(rows);
    List<StackedBars.Bar> bars = new ArrayList<>();
    Table table = new Table("Parts of a step of " + work).words("step");
    names.forEach(name -> table.figures(word(name) + " (ms)"));
    table.figures("sum (ms)").figures("measured (ms)");
    for (Row row : rows) {
      Map<String, Double> parts = parts(row);
      String label = axes.isEmpty() ? row.phase() : Labels.of(row, axes);
      List<Double> values = names.stream().map(name -> parts.getOrDefault(name, 0.0)).toList();
      double sum = values.stream().mapToDouble(Double::doubleValue).sum();
      List<String> tips =
          names.stream()
              .map(
                  name ->
                      "%s, %s: %s ms"
                          .formatted(
                              label,
                              word(name),
                              Numbers.significant(parts.getOrDefault(name, 0.0))))
              .toList();
      bars.add(new StackedBars.Bar(label, values, sum(row, sum), tips));
      List<Node> cells = new ArrayList<>(List.of(run.link(row, label)));
      names.forEach(
          name ->
              cells.add(
                  Table.cell(
                      parts.containsKey(name)
                          ? Numbers.significant(parts.get(name))
                          : Numbers.NONE)));
      cells.add(Table.cell(Numbers.significant(sum)));
      cells.add(Table.cell(Numbers.significant(row.milliseconds().median())));
      table.row(null, cells);
    }
    return new Figure(
            run.id("phases-" + number),
            "An encrypted step of " + work + " by phase and part",
            "Stacked bars of %s; the table below has the figures."
                .formatted(Labels.count(rows.size(), "phase")),
            table)
        .of(
            new StackedBars(
                    names.stream().map(Phases::word).toList(),
                    names.stream().map(name -> style(name, names)).toList(),
                    bars,
                    "time a step (ms)")
                .draw());
  }

  private static String word(String part) {
    return WORDS.getOrDefault(part, part);
  }

  private static String style(String part, List<String> parts) {
    return isLast(part) ? "whole" : Marks.color(parts.indexOf(part));
  }

  private static boolean isLast(String part) {
    return part.equals(UNCUT);
  }
}
