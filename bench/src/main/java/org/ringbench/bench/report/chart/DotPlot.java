package org.ringbench.bench.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.bench.report.chart.Marks.Anchor;
import org.ringbench.bench.report.markup.Element;

/**
 * A line for each case: a dot for each sample, the interval as a bar, its median as a stroke and as
 * a figure at the line's end.
 *
 * @param categories names of the colours
 * @param cases from top to bottom
 * @param title of the axis, with the unit
 */
public record DotPlot(List<String> categories, List<Case> cases, String title) {
  /**
   * A case.
   *
   * @param name in front of its line
   * @param category index of its colour
   * @param samples measured, positive
   * @param median of them
   * @param low end of the interval
   * @param high end of the interval
   * @param text of the median
   * @param tip when it is pointed at
   */
  public record Case(
      String name,
      int category,
      List<Double> samples,
      double median,
      double low,
      double high,
      String text,
      String tip) {
    /** Copies the list. */
    public Case {
      samples = List.copyOf(samples);
    }

    private double least() {
      return samples.stream().reduce(low, Math::min);
    }

    private double most() {
      return samples.stream().reduce(high, Math::max);
    }
  }

  private static final double WIDTH = 720;
  private static final double STEP = 26;
  private static final double WIDEST_NAME = 270;

  /** A linear scale reaches so far beyond the greatest sample, whatever the intervals are. */
  private static final double MARGIN = 1.15;

  /** Copies the lists. */
  public DotPlot {
    categories = List.copyOf(categories);
    cases = List.copyOf(cases);
  }

  /** From zero; an interval that reaches far beyond all samples ends in an arrow. */
  public Drawing linear() {
    double most = cases.stream().mapToDouble(Case::most).max().orElseThrow();
    double sample =
        cases.stream().flatMap(c -> c.samples.stream()).mapToDouble(s -> s).max().orElse(most);
    return draw(LinearScale.of(0, Math.min(most, MARGIN * sample), 6, left(), right()));
  }

  /** On a logarithmic scale. */
  public Drawing logarithmic() {
    double least = cases.stream().mapToDouble(Case::least).min().orElseThrow();
    double most = cases.stream().mapToDouble(Case::most).max().orElseThrow();
    return draw(LogScale.of(least, most, left(), right()));
  }

  private double left() {
    double widest =
        cases.stream().mapToDouble(c -> TextWidths.of(c.name, Marks.FONT)).max().orElseThrow();
    return Math.min(widest, WIDEST_NAME) + 12;
  }

  private double right() {
    return WIDTH
        - 18
        - cases.stream().mapToDouble(c -> TextWidths.of(c.text, Marks.FONT)).max().orElseThrow();
  }

  private Drawing draw(Scale scale) {
    Legend legend =
        Legend.of(
            categories,
            categories.stream().map(c -> Marks.color(categories.indexOf(c))).toList(),
            0,
            WIDTH);
    double top = legend.height() + 4;
    BandScale bands = new BandScale(cases.size(), top, STEP, 12);
    List<Element> marks = new ArrayList<>(legend.marks());
    marks.addAll(Axes.bottom(scale, top, bands.end(), title));
    for (int i = 0; i < cases.size(); i++) {
      Case line = cases.get(i);
      String name = TextWidths.clip(line.name, Marks.FONT, WIDEST_NAME);
      marks.add(Marks.label(left() - 10, bands.middle(i), name, Anchor.END, "name"));
      marks.add(Marks.group(line.tip, marks(line, scale, bands, i)));
      marks.add(Marks.label(WIDTH - 2, bands.middle(i), line.text, Anchor.END, "name"));
    }
    return new Drawing(WIDTH, bands.end() + Axes.BOTTOM, marks);
  }

  private static Element[] marks(Case line, Scale scale, BandScale bands, int band) {
    String color = Marks.color(line.category);
    double y = bands.middle(band);
    List<Element> marks = new ArrayList<>();
    double low = scale.at(line.low);
    double high = Math.max(scale.at(line.high), low + 1); // a narrow interval is still seen
    marks.add(
        Marks.bar(low, bands.at(band), high, bands.at(band) + bands.width(), color + " soft"));
    if (line.high > scale.most()) {
      marks.add(Marks.arrow(scale.end(), y, color));
    }
    double median = scale.at(line.median);
    marks.add(Marks.line(median, y - 8, median, y + 8, "median"));
    line.samples.forEach(s -> marks.add(Marks.dot(scale.at(s), y, 3, color + " ring")));
    return marks.toArray(Element[]::new);
  }
}
