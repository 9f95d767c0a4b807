package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ringbench.bench.report.chart.ColorScale;
import org.ringbench.bench.report.chart.Drawing;
import org.ringbench.bench.report.chart.Picture;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Row;

/** The ratio over precision and batch, a heat-map for each kind of step. */
public final class RatioMap implements Section {
  private static final Set<String> AXES = Set.of("fractionBits", "batchSize");
  private static final int MOST_MAPS = 12;

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
    Kinds kinds = kinds(run);
    List<RatioGrid> shown = grids(run, kinds, MOST_MAPS);
    if (shown.isEmpty()) {
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
                + " and batch, with its 95% interval; all maps have the same colours. Hatched:"
                + " inconclusive, the ends of the interval differ by more than a factor of "
                + RunView.WIDEST
                + ". Grey: not run, failed, or without a plaintext step."));
    List<RatioGrid> drawn =
        Stream.concat(shown.stream().limit(1), shown.stream().skip(1).filter(g -> !g.isSingle()))
            .toList();
    ColorScale colors = colors(drawn);
    Element maps = Element.of("div").style("pair");
    Table singles = RatioGrid.header("Steps at one precision and batch");
    drawn.forEach(grid -> maps.add(grid.figure(colors)));
    shown.stream().skip(1).filter(RatioGrid::isSingle).forEach(grid -> grid.line(singles));
    content.add(maps);
    if (!singles.isEmpty()) {
      content.add(singles.toElement());
    }
    if (kinds.groups.size() > MOST_MAPS) {
      content.add(
          Section.p(
              "%d more kinds of step are in the table of cases and in the data."
                  .formatted(kinds.groups.size() - MOST_MAPS)));
    }
    return content;
  }

  private static ColorScale colors(List<RatioGrid> grids) {
    DoubleSummaryStatistics values =
        grids.stream()
            .flatMap(RatioGrid::ratios)
            .collect(Collectors.summarizingDouble(Interval::median));
    return new ColorScale(values.getMin(), values.getMax());
  }

  /**
   * The first heat-map by itself, to be shown outside of a page.
   *
   * @return an SVG element without a style sheet; empty for a run without a ratio
   */
  public static Optional<Element> picture(RunView run) {
    return grids(run, kinds(run), 1).stream().findFirst().map(grid -> picture(run, grid));
  }

  private static Element picture(RunView run, RatioGrid grid) {
    Drawing drawing = grid.drawing(colors(List.of(grid)));
    return new Picture(
            "Private training over plaintext, times as long",
            List.of(
                grid.kind(),
                "%s, %s, %s"
                    .formatted(
                        run.results().environment().cpu(),
                        Labels.count(run.results().environment().cores(), "core"),
                        run.results().run().startedAt().replaceFirst("T.*", ""))))
        .of(drawing, grid.description());
  }

  /**
   * The kinds of step.
   *
   * @param rows of all kinds
   * @param groups of rows that differ in precision and batch alone, the one that stands for the run
   *     first
   */
  private record Kinds(List<Row> rows, List<Map.Entry<Map<String, String>, List<Row>>> groups) {}

  private static Kinds kinds(RunView run) {
    List<Row> rows =
        run.steps(Names.ENCRYPTED).stream()
            .filter(row -> !Names.OFFLINE.equals(row.phase())) // a part of the total's
            .filter(row -> row.model() != null)
            .filter(row -> AXES.stream().allMatch(a -> RunView.number(row, a).isPresent()))
            .toList();
    return new Kinds(
        rows,
        RunView.groups(rows, AXES).entrySet().stream()
            .filter(kind -> kind.getValue().stream().anyMatch(row -> run.ratio(row).isPresent()))
            .sorted(
                Comparator.comparing(
                    kind ->
                        kind.getValue().stream()
                            .filter(row -> run.ratio(row).isPresent())
                            .min(RunView.PREFERENCE)
                            .orElseThrow(),
                    RunView.PREFERENCE))
            .toList());
  }

  private static List<RatioGrid> grids(RunView run, Kinds kinds, int most) {
    List<RatioGrid> grids = new ArrayList<>();
    for (Map.Entry<Map<String, String>, List<Row>> kind : RunView.first(kinds.groups, most)) {
      String id = run.id("ratio-" + (grids.size() + 1));
      grids.add(RatioGrid.of(run, id, kind.getKey(), kind.getValue(), kinds.rows));
    }
    return grids;
  }
}
