package org.ringbench.bench.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.bench.report.chart.Marks.Anchor;
import org.ringbench.bench.report.markup.Element;

/** Axes: their lines, ticks and titles. Every title names a unit. */
public final class Axes {
  /** Height that an axis along the bottom needs. */
  public static final double BOTTOM = 44;

  /** Width that an axis along the left side needs. */
  public static final double LEFT = 64;

  private static final double TICK = 16;
  private static final double TITLE = 35;

  private Axes() {}

  /**
   * An axis along the bottom, with lines across the drawing.
   *
   * @param top of the drawing
   * @param bottom of the drawing, where the axis lies
   * @param title with the unit
   */
  public static List<Element> bottom(Scale scale, double top, double bottom, String title) {
    List<Element> axis = new ArrayList<>();
    double free = Double.NEGATIVE_INFINITY;
    for (Tick tick : scale.ticks()) {
      double x = scale.at(tick.value());
      axis.add(Marks.line(x, top, x, bottom, "grid"));
      double half = TextWidths.of(tick.label(), Marks.FONT) / 2;
      if (x - half > free) { // labels never run into each other
        axis.add(Marks.label(x, bottom + TICK, tick.label(), Anchor.MIDDLE, "tick"));
        free = x + half + Marks.FONT / 2;
      }
    }
    axis.add(Marks.line(scale.start(), bottom, scale.end(), bottom, "axis"));
    axis.add(
        Marks.label(
            (scale.start() + scale.end()) / 2, bottom + TITLE, title, Anchor.MIDDLE, "title"));
    return axis;
  }

  /**
   * An axis along the left side, with lines across the drawing.
   *
   * @param scale whose start is the bottom
   * @param left of the drawing, where the axis lies
   * @param right of the drawing
   * @param title with the unit
   */
  public static List<Element> left(Scale scale, double left, double right, String title) {
    List<Element> axis = new ArrayList<>();
    for (Tick tick : scale.ticks()) {
      double y = scale.at(tick.value());
      axis.add(Marks.line(left, y, right, y, "grid"));
      axis.add(Marks.label(left - 6, y, tick.label(), Anchor.END, "tick"));
    }
    axis.add(Marks.line(left, scale.start(), left, scale.end(), "axis"));
    double middle = (scale.start() + scale.end()) / 2;
    axis.add(
        Marks.label(0, 0, title, Anchor.MIDDLE, "title")
            .set(
                "transform",
                "translate(%s %s) rotate(-90)"
                    .formatted(Element.number(left - 50), Element.number(middle))));
    return axis;
  }
}
