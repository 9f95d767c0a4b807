package org.ringbench.bench.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.bench.report.chart.Marks.Anchor;
import org.ringbench.bench.report.markup.Element;

/**
 * What the colours stand for, in lines above a drawing.
 *
 * @param marks the legend
 * @param height that it takes
 */
record Legend(List<Element> marks, double height) {
  private static final double LINE = 20;
  private static final double SWATCH = 12;
  private static final double STROKE = 28;
  private static final double GAP = 18;

  /**
   * The legend of categories, as squares of their colours.
   *
   * @param names in the order of their colours
   * @param styles of their swatches
   * @param left where lines begin
   * @param right where they end
   */
  static Legend of(List<String> names, List<String> styles, double left, double right) {
    return of(
        names,
        SWATCH,
        left,
        right,
        (i, x, y) -> Marks.bar(x, y - SWATCH / 2, x + SWATCH, y + SWATCH / 2, styles.get(i)));
  }

  /** The same of lines, as short ones of their kind. */
  static Legend ofLines(List<String> names, List<String> styles, double left, double right) {
    return of(
        names,
        STROKE,
        left,
        right,
        (i, x, y) ->
            Marks.polyline(
                List.of(new Marks.Point(x, y), new Marks.Point(x + STROKE, y)), styles.get(i)));
  }

  /** Draws what stands beside a name. */
  @FunctionalInterface
  private interface Swatch {
    Element at(int index, double x, double y);
  }

  private static Legend of(
      List<String> names, double swatch, double left, double right, Swatch drawn) {
    List<Element> marks = new ArrayList<>();
    double x = left;
    double y = LINE / 2;
    for (int i = 0; i < names.size(); i++) {
      double width = swatch + 6 + TextWidths.of(names.get(i), Marks.FONT);
      if (x > left && x + width > right) {
        x = left;
        y += LINE;
      }
      marks.add(drawn.at(i, x, y));
      marks.add(Marks.label(x + swatch + 6, y, names.get(i), Anchor.START, "tick"));
      x += width + GAP;
    }
    return new Legend(marks, names.isEmpty() ? 0 : y + LINE / 2 + 6);
  }
}
