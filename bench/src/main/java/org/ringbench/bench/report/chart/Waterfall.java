package org.ringbench.bench.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.bench.report.chart.Marks.Anchor;
import org.ringbench.bench.report.markup.Element;

/**
 * Steps that lead from zero to a total, each beginning where the last one ended.
 *
 * @param steps from top to bottom
 * @param total as text
 * @param rulers values to compare with
 * @param title of the axis, with the unit
 */
public record Waterfall(List<Step> steps, String total, List<Ruler> rulers, String title) {
  /**
   * A step.
   *
   * @param name in front of it
   * @param value that it adds; less than 0 where it saves
   * @param text of the value
   * @param tip when it is pointed at
   */
  public record Step(String name, double value, String text, String tip) {}

  /**
   * A line across the steps.
   *
   * @param value where it is
   * @param name beside it
   */
  public record Ruler(double value, String name) {}

  private static final double WIDTH = 720;
  private static final double STEP = 34;
  private static final double RIGHT = 76;
  private static final double WIDEST_NAME = 230;

  /** Copies the lists. */
  public Waterfall {
    steps = List.copyOf(steps);
    rulers = List.copyOf(rulers);
  }

  /** The drawing. */
  public Drawing draw() {
    double left =
        12
            + Math.min(
                WIDEST_NAME,
                steps.stream()
                    .mapToDouble(s -> TextWidths.of(s.name, Marks.FONT))
                    .reduce(TextWidths.of("total", Marks.FONT), Math::max));
    double least = 0;
    double most = rulers.stream().mapToDouble(Ruler::value).reduce(0, Math::max);
    double sum = 0;
    for (Step step : steps) {
      sum += step.value;
      least = Math.min(least, sum);
      most = Math.max(most, sum);
    }
    double top = rulers.isEmpty() ? 4 : 26;
    Scale scale = LinearScale.of(least, most, 6, left, WIDTH - RIGHT);
    BandScale bands = new BandScale(steps.size() + 1, top, STEP, 22);
    List<Element> marks = new ArrayList<>(Axes.bottom(scale, top, bands.end(), title));
    List<Element> labels = new ArrayList<>();
    double from = 0;
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      double to = from + step.value;
      bar(marks, bands, i, step.name, step.tip, scale, from, to, Marks.color(i));
      labels.add(label(scale, bands, i, from, to, step.text));
      marks.add(
          Marks.line(
              scale.at(to), bands.at(i), scale.at(to), bands.at(i + 1) + bands.width(), "joint"));
      from = to;
    }
    String tip = "total: " + total;
    bar(marks, bands, steps.size(), "total", tip, scale, 0, from, "whole");
    labels.add(label(scale, bands, steps.size(), 0, from, total));
    for (Ruler ruler : rulers) {
      double x = scale.at(ruler.value);
      marks.add(Marks.line(x, 18, x, bands.end(), "ruler"));
      double half = TextWidths.of(ruler.name, Marks.FONT) / 2;
      double near = Math.clamp(x, half, Math.max(half, WIDTH - half));
      marks.add(Marks.label(near, 8, ruler.name, Anchor.MIDDLE, "name"));
    }
    marks.addAll(labels); // rulers do not cross them
    return new Drawing(WIDTH, bands.end() + Axes.BOTTOM, marks);
  }

  private static void bar(
      List<Element> marks,
      BandScale bands,
      int band,
      String name,
      String tip,
      Scale scale,
      double from,
      double to,
      String style) {
    String shown = TextWidths.clip(name, Marks.FONT, WIDEST_NAME);
    marks.add(Marks.label(scale.start() - 10, bands.middle(band), shown, Anchor.END, "name"));
    double y = bands.at(band);
    double x1 = scale.at(from);
    double x2 = scale.at(to);
    double seen = Math.abs(x2 - x1) < 1 ? x1 + 1 : x2; // nothing is drawn as nothing
    marks.add(Marks.group(tip, Marks.bar(x1, y, seen, y + bands.width(), style + " edge")));
  }

  /** The figure at a bar's right end. */
  private static Element label(
      Scale scale, BandScale bands, int band, double from, double to, String text) {
    double right = Math.max(scale.at(from), scale.at(to));
    return Marks.label(right + 6, bands.middle(band), text, Anchor.START, "name");
  }
}
