package org.ringbench.bench.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.bench.report.chart.Marks.Anchor;
import org.ringbench.bench.report.markup.Element;

/**
 * A bar for each case, made of its parts, with their sum at its end.
 *
 * @param parts names of the colours
 * @param styles of the parts
 * @param bars from top to bottom
 * @param title of the axis, with the unit
 */
public record StackedBars(List<String> parts, List<String> styles, List<Bar> bars, String title) {
  /**
   * A bar.
   *
   * @param name in front of it
   * @param values of the parts, in their order; 0 for one that it lacks
   * @param sum as text
   * @param tips of the parts
   */
  public record Bar(String name, List<Double> values, String sum, List<String> tips) {
    /** Refuses a value that cannot be stacked. */
    public Bar {
      values = List.copyOf(values);
      tips = List.copyOf(tips);
      if (values.size() != tips.size() || values.stream().anyMatch(v -> !(v >= 0))) {
        throw new IllegalArgumentException("parts " + values + " with " + tips.size() + " tips");
      }
    }

    private double length() {
      return values.stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  private static final double WIDTH = 720;
  private static final double STEP = 30;
  private static final double WIDEST_NAME = 230;

  /** Copies the lists. */
  public StackedBars {
    parts = List.copyOf(parts);
    styles = List.copyOf(styles);
    bars = List.copyOf(bars);
  }

  /** Bars whose parts have the categories' colours. */
  public StackedBars(List<String> parts, List<Bar> bars, String title) {
    this(parts, parts.stream().map(p -> Marks.color(parts.indexOf(p))).toList(), bars, title);
  }

  /** The drawing, from zero. */
  public Drawing draw() {
    double widest =
        bars.stream().mapToDouble(b -> TextWidths.of(b.name, Marks.FONT)).max().orElseThrow();
    double left = Math.min(widest, WIDEST_NAME) + 12;
    double longest = bars.stream().mapToDouble(Bar::length).max().orElseThrow();
    double sum =
        bars.stream().mapToDouble(b -> TextWidths.of(b.sum, Marks.FONT)).max().orElseThrow();
    Scale scale = LinearScale.of(0, longest, 6, left, WIDTH - sum - 12);
    Legend legend = Legend.of(parts, styles, 0, WIDTH);
    BandScale bands = new BandScale(bars.size(), legend.height() + 4, STEP, 20);
    List<Element> marks = new ArrayList<>(legend.marks());
    marks.addAll(Axes.bottom(scale, legend.height() + 4, bands.end(), title));
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      String name = TextWidths.clip(bar.name, Marks.FONT, WIDEST_NAME);
      marks.add(Marks.label(left - 10, bands.middle(i), name, Anchor.END, "name"));
      double from = 0;
      for (int part = 0; part < bar.values.size(); part++) {
        double to = from + bar.values.get(part);
        if (to > from) {
          marks.add(
              Marks.group(
                  bar.tips.get(part),
                  Marks.bar(
                      scale.at(from),
                      bands.at(i),
                      scale.at(to),
                      bands.at(i) + bands.width(),
                      styles.get(part) + " edge")));
        }
        from = to;
      }
      marks.add(Marks.label(scale.at(from) + 6, bands.middle(i), bar.sum, Anchor.START, "name"));
    }
    return new Drawing(WIDTH, bands.end() + Axes.BOTTOM, marks);
  }
}
