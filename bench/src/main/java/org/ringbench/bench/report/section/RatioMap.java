package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ringbench.bench.report.markup.Element;
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
    List<RatioGrid> grids = grids(run);
    if (grids.isEmpty()) {
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
    RunView.first(grids, MOST_MAPS).forEach(grid -> content.add(grid.figure()));
    if (grids.size() > MOST_MAPS) {
      content.add(
          Section.p(
              "%d more kinds of step are in the table of cases and in the data."
                  .formatted(grids.size() - MOST_MAPS)));
    }
    return content;
  }

  /**
   * The first heat-map by itself, to be shown outside of a page.
   *
   * @return an SVG element without a style sheet; empty for a run without a ratio
   */
  public static Optional<Element> picture(RunView run) {
    return grids(run).stream()
        .findFirst()
        .map(grid -> grid.drawing().toSvg("picture", grid.title(), grid.description()));
  }

  /** The one that stands for the run first. */
  private static List<RatioGrid> grids(RunView run) {
    List<Row> rows =
        run.steps(Names.ENCRYPTED).stream()
            .filter(row -> !Names.OFFLINE.equals(row.phase())) // a part of the total's
            .filter(row -> row.model() != null && run.ratio(row).isPresent())
            .filter(row -> AXES.stream().allMatch(a -> RunView.number(row, a).isPresent()))
            .toList();
    List<Map.Entry<Map<String, String>, List<Row>>> kinds =
        RunView.groups(rows, AXES).entrySet().stream()
            .sorted(
                Comparator.comparing(
                    kind -> kind.getValue().stream().min(RunView.PREFERENCE).orElseThrow(),
                    RunView.PREFERENCE))
            .toList();
    List<RatioGrid> grids = new ArrayList<>();
    for (Map.Entry<Map<String, String>, List<Row>> kind : kinds) {
      String id = run.id("ratio-" + (grids.size() + 1));
      grids.add(RatioGrid.of(run, id, kind.getKey(), kind.getValue(), rows));
    }
    return grids;
  }
}
