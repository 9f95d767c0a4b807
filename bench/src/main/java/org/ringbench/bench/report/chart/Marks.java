package org.ringbench.bench.report.chart;

import java.util.List;
import java.util.stream.Collectors;
import org.ringbench.bench.report.markup.Element;

/** What stands on a drawing. Classes c0 to c9 are the categories' colours. */
public final class Marks {
  /** The size of labels, in pixels. */
  public static final double FONT = 12;

  /** How many colours of categories there are. */
  public static final int COLORS = 10;

  /** From a line's middle down to the baseline of text that is centred on it. */
  private static final double BASELINE = 4;

  private Marks() {}

  /** Where a label stands beside its position. */
  public enum Anchor {
    /** It begins there. */
    START("start"),
    /** It is centred there. */
    MIDDLE("middle"),
    /** It ends there. */
    END("end");

    private final String css;

    Anchor(String css) {
      this.css = css;
    }
  }

  /** The class of a category. */
  public static String color(int category) {
    return "c" + category % COLORS;
  }

  /** A group of marks that belong together and say so when pointed at. */
  public static Element group(String tip, Element... marks) {
    return Element.of("g").style("mark").add(Element.of("title", tip)).addAll(List.of(marks));
  }

  /** A dot of a category's colour. */
  public static Element dot(double x, double y, double radius, String style) {
    return Element.of("circle").set("cx", x).set("cy", y).set("r", radius).style(style);
  }

  /** A straight line. */
  public static Element line(double x1, double y1, double x2, double y2, String style) {
    return Element.of("line").set("x1", x1).set("y1", y1).set("x2", x2).set("y2", y2).style(style);
  }

  /** A filled rectangle, its corners in any order. */
  public static Element bar(double x1, double y1, double x2, double y2, String style) {
    return Element.of("rect")
        .set("x", Math.min(x1, x2))
        .set("y", Math.min(y1, y2))
        .set("width", Math.abs(x2 - x1))
        .set("height", Math.abs(y2 - y1))
        .style(style);
  }

  /** A rectangle of a colour that both themes share. */
  public static Element cell(double x, double y, double width, double height, String color) {
    return bar(x, y, x + width, y + height, "cell").set("fill", color);
  }

  /** An arrow's head that points to the right: what it ends goes on. */
  public static Element arrow(double x, double y, String style) {
    return Element.of("path")
        .set(
            "d",
            "M%s %sL%s %sL%s %sZ"
                .formatted(
                    Element.number(x),
                    Element.number(y - 7),
                    Element.number(x + 9),
                    Element.number(y),
                    Element.number(x),
                    Element.number(y + 7)))
        .style(style);
  }

  /** An upright interval: a line between its ends, with caps. */
  public static Element interval(double x, double low, double high, String style) {
    double cap = 4;
    return Element.of("path")
        .set(
            "d",
            "M%1$s %3$sH%2$sM%1$s %4$sH%2$sM%5$s %3$sV%4$s"
                .formatted(
                    Element.number(x - cap),
                    Element.number(x + cap),
                    Element.number(low),
                    Element.number(high),
                    Element.number(x)))
        .style(style);
  }

  /** A point of a {@link #polyline}. */
  public record Point(double x, double y) {}

  /** A line through points. */
  public static Element polyline(List<Point> points, String... styles) {
    String path =
        points.stream()
            .map(p -> Element.number(p.x()) + " " + Element.number(p.y()))
            .collect(Collectors.joining("L", "M", ""));
    return Element.of("path").set("d", path).style(styles);
  }

  /** Text whose middle is at that height. */
  public static Element label(double x, double y, String text, Anchor anchor, String style) {
    return Element.of("text", text)
        .set("x", x)
        .set("y", y + BASELINE)
        .set("text-anchor", anchor.css)
        .style(style);
  }

  /**
   * Diagonal lines, to be laid over a cell with {@link #hatch}.
   *
   * @param style on-dark or on-light
   */
  public static Element hatching(String id, String style) {
    return Element.of("defs")
        .add(
            Element.of("pattern")
                .set("id", id)
                .set("width", 8L)
                .set("height", 8L)
                .set("patternUnits", "userSpaceOnUse")
                .set("patternTransform", "rotate(45)")
                .add(line(0, 0, 0, 8, "hatch " + style)));
  }

  /** A hatched rectangle. */
  public static Element hatch(double x, double y, double width, double height, String id) {
    return bar(x, y, x + width, y + height, "hatched").set("fill", "url(#" + id + ")");
  }
}
