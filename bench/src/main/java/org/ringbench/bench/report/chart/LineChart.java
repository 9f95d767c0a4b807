package org.ringbench.bench.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.bench.report.markup.Element;

/**
 * Lines over a common axis, told apart by colour and by dashes.
 *
 * @param lines to draw
 * @param verticals places on the horizontal axis to mark
 * @param x of the drawing, from {@link #LEFT} to {@link #RIGHT}
 * @param y of the drawing, from {@link #BOTTOM} to {@link #TOP}
 * @param xTitle with the unit
 * @param yTitle with the unit
 */
public record LineChart(
    List<Line> lines, List<Double> verticals, Scale x, Scale y, String xTitle, String yTitle) {
  /** Where the drawing begins. */
  public static final double LEFT = Axes.LEFT;

  /** Where the drawing ends. */
  public static final double RIGHT = 700;

  /** The upper edge, under the legend. */
  public static final double TOP = 10;

  /** The lower edge. */
  public static final double BOTTOM = 290;

  private static final int MOST_DOTS = 120;

  /**
   * A line.
   *
   * @param name in the legend
   * @param color index
   * @param dashes index: 0 is a whole line
   * @param points in the order of their x
   */
  public record Line(String name, int color, int dashes, List<Value> points) {
    /** Copies the list. */
    public Line {
      points = List.copyOf(points);
    }

    private String style() {
      return "series " + Marks.color(color) + " d" + dashes % 4;
    }
  }

  /**
   * A point of a line.
   *
   * @param x on the horizontal axis
   * @param y on the vertical axis
   * @param low end of its interval, or y
   * @param high end of its interval, or y
   * @param tip when it is pointed at
   */
  public record Value(double x, double y, double low, double high, String tip) {
    /** A point without an interval. */
    public Value(double x, double y, String tip) {
      this(x, y, y, y, tip);
    }
  }

  /** Copies the lists. */
  public LineChart {
    lines = List.copyOf(lines);
    verticals = List.copyOf(verticals);
  }

  /** The drawing. */
  public Drawing draw() {
    Legend legend =
        Legend.ofLines(
            lines.size() > 1 ? lines.stream().map(Line::name).toList() : List.of(),
            lines.stream().map(Line::style).toList(),
            LEFT,
            RIGHT);
    List<Element> plot = new ArrayList<>(Axes.bottom(x, TOP, BOTTOM, xTitle));
    plot.addAll(Axes.left(y, LEFT, RIGHT, yTitle));
    for (double vertical : verticals) {
      plot.add(Marks.line(x.at(vertical), TOP, x.at(vertical), BOTTOM, "ruler"));
    }
    for (Line line : lines) {
      List<Marks.Point> points =
          line.points.stream().map(p -> new Marks.Point(x.at(p.x), y.at(p.y))).toList();
      String color = Marks.color(line.color);
      if (points.size() > 1) {
        plot.add(Marks.polyline(points, line.style()));
      }
      for (int i = 0; points.size() <= MOST_DOTS && i < points.size(); i++) {
        Value value = line.points.get(i);
        Marks.Point point = points.get(i);
        Element dot = Marks.dot(point.x(), point.y(), 3.5, color + " ring");
        plot.add(
            value.low < value.high
                ? Marks.group(
                    value.tip,
                    Marks.interval(point.x(), y.at(value.low), y.at(value.high), "series " + color),
                    dot)
                : Marks.group(value.tip, dot));
      }
    }
    List<Element> marks = new ArrayList<>(legend.marks());
    marks.add(
        Element.of("g")
            .set("transform", "translate(0 %s)".formatted(Element.number(legend.height())))
            .addAll(plot));
    return new Drawing(RIGHT + 20, legend.height() + BOTTOM + Axes.BOTTOM, marks);
  }
}
