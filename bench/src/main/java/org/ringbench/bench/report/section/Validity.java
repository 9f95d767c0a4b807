package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;

/** Whether the figures can be believed, at a glance. */
public final class Validity implements Section {
  private static final int MOST_MISSING = 50;

  /** Loops in registers repeat within this part on an idle machine. */
  private static final double STEADY = 0.05;

  private enum Mark {
    GOOD("\u2713", "good"),
    BAD("!", "bad"),
    NONE("\u2013", "none");

    private final String sign;
    private final String style;

    Mark(String sign, String style) {
      this.sign = sign;
      this.style = style;
    }
  }

  @Override
  public String id() {
    return "validity";
  }

  @Override
  public String title() {
    return "Can these figures be believed?";
  }

  @Override
  public List<Element> of(RunView run) {
    Results results = run.results();
    Element strip = Element.of("ul").style("strip");
    strip.add(
        tile(
            Mark.GOOD,
            "answers",
            "verified",
            "every trial of these rows checked its answer before and after it was timed; a row"
                + " with a wrong one is not here but among the missing"),
        completeness(results),
        spread(results),
        ratios(results),
        cores(results),
        tile(
            Mark.NONE,
            "A/A",
            "not in a run",
            "bin/ringbench gate measures the same jar against itself"),
        rulers(run));
    List<Element> content = new ArrayList<>(List.of(strip));
    if (!results.missing().isEmpty()) {
      content.add(missing(results.missing()));
    }
    return content;
  }

  private static Element tile(Mark mark, String name, String value, String detail) {
    return Element.of("li")
        .style(mark.style)
        .add(
            Element.of("span", mark.sign + " " + name).style("name"),
            Element.of("strong", value),
            Element.of("span", detail).style("detail"));
  }

  private static Element completeness(Results results) {
    int rows = results.rows().size();
    int missing = results.missing().size();
    return missing == 0
        ? tile(Mark.GOOD, "completeness", Labels.count(rows, "row"), "all that should be here are")
        : tile(
            Mark.BAD,
            "completeness",
            "%d of %d rows".formatted(rows, rows + missing),
            "%d are missing, see below".formatted(missing));
  }

  private static Element spread(Results results) {
    List<Double> widths =
        results.rows().stream().map(Row::milliseconds).map(Validity::halfWidth).sorted().toList();
    if (widths.isEmpty()) {
      return tile(Mark.BAD, "spread", "no rows", "nothing was measured");
    }
    Row widest =
        results.rows().stream()
            .max(Comparator.comparingDouble(row -> halfWidth(row.milliseconds())))
            .orElseThrow();
    return tile(
        widths.get(widths.size() / 2) <= 0.1 ? Mark.GOOD : Mark.BAD,
        "spread",
        width(widths.get(widths.size() / 2)) + " in the middle row",
        "half of the 95%% interval over forks; widest: %s, %s"
            .formatted(width(widths.getLast()), widest.id()));
  }

  private static String width(double half) {
    return half < 1
        ? "\u00b1" + Numbers.percent(half) + "%"
        : "a factor of " + Numbers.significant(1 + half);
  }

  /** Half of the width, as a share of the value, on a logarithmic scale. */
  private static double halfWidth(Interval interval) {
    return Math.sqrt(interval.high() / interval.low()) - 1;
  }

  private static Element ratios(Results results) {
    long all = results.ratios().size();
    long wide = results.ratios().stream().filter(r -> RunView.isInconclusive(r.ratio())).count();
    return tile(
        all == 0 ? Mark.NONE : wide == 0 ? Mark.GOOD : Mark.BAD,
        "ratios",
        all == 0 ? "none" : "%d of %d conclusive".formatted(all - wide, all),
        "conclusive: the ends of the interval differ by a factor of "
            + RunView.WIDEST
            + " at most");
  }

  private static Element cores(Results results) {
    long bound = results.rows().stream().filter(row -> row.facts().containsKey("cores")).count();
    long apart =
        results.rows().stream().filter(r -> r.facts().containsKey("forksOnCoresApart")).count();
    return tile(
        bound == 0 ? Mark.NONE : apart == 0 ? Mark.GOOD : Mark.BAD,
        "cores",
        bound == 0 ? "not known" : apart == 0 ? "near" : "apart in " + Labels.count(apart, "row"),
        "apart: the host had the two cores far from each other during a fork, which takes threads"
            + " that share data up to twice the time");
  }

  private static Element rulers(RunView run) {
    Optional<Double> ring = Speed.peak(run, Names.RING_PEAK);
    Optional<Double> floats = Speed.peak(run, Names.FLOAT_PEAK);
    if (ring.isEmpty() || floats.isEmpty()) {
      return tile(
          Mark.NONE,
          "rulers",
          "not in this run",
          "bin/ringbench run --tier smoke measures the speed of multiply-adds in registers");
    }
    double moved =
        Stream.of(Names.RING_PEAK, Names.FLOAT_PEAK)
            .flatMap(ruler -> run.benchmark(ruler).stream())
            .mapToDouble(row -> Collections.max(row.forks()) / Collections.min(row.forks()) - 1)
            .max()
            .orElse(0);
    String what = "ring and float multiply-adds a second in registers, one core";
    return tile(
        moved > STEADY ? Mark.BAD : Mark.GOOD,
        "rulers",
        "%s and %s G/s"
            .formatted(Numbers.significant(ring.get()), Numbers.significant(floats.get())),
        moved > STEADY
            ? "%s: one fork took %s%% longer than another, so others use this processor"
                .formatted(what, Numbers.percent(moved))
            : what);
  }

  private static Element missing(List<Missing> missing) {
    Table table = new Table("Rows that should be here and are not").words("row").words("reason");
    RunView.first(missing, MOST_MISSING).forEach(row -> table.row(List.of(row.id(), row.reason())));
    Element box = Element.of("div").add(table.toElement());
    if (missing.size() > MOST_MISSING) {
      box.add(Section.p("%d more are in the data.".formatted(missing.size() - MOST_MISSING)));
    }
    return box;
  }
}
