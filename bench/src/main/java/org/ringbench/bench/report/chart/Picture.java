package org.ringbench.bench.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.bench.report.chart.Marks.Anchor;
import org.ringbench.bench.report.markup.Element;

/**
 * A drawing that stands by itself, with its title and on a ground of its own: where it is shown
 * nobody knows what lies behind it.
 *
 * @param title above it
 * @param notes under the title, a line each
 */
public record Picture(String title, List<String> notes) {
  private static final double EDGE = 16;
  private static final double LINE = 18;
  private static final double TITLE = 15;

  /** Copies the list. */
  public Picture {
    notes = List.copyOf(notes);
  }

  /** The picture as an SVG element. */
  public Element of(Drawing drawing, String description) {
    double top = EDGE + LINE * (notes.size() + 1) + EDGE / 2;
    double widest =
        Math.max(
            TextWidths.of(title, TITLE),
            notes.stream().mapToDouble(n -> TextWidths.of(n, Marks.FONT)).max().orElse(0));
    double width = Math.max(drawing.width(), widest) + 2 * EDGE;
    double height = top + drawing.height() + EDGE / 2;
    List<Element> marks = new ArrayList<>();
    marks.add(Marks.bar(0, 0, width, height, "ground").set("rx", 6L).set("fill", "#ffffff"));
    marks.add(Marks.label(EDGE, EDGE + LINE / 2 - 2, title, Anchor.START, "heading"));
    for (int i = 0; i < notes.size(); i++) {
      double y = EDGE + LINE * (i + 1.5);
      marks.add(Marks.label(EDGE, y, notes.get(i), Anchor.START, "tick"));
    }
    marks.add(
        Element.of("g")
            .set(
                "transform",
                "translate(%s %s)".formatted(Element.number(EDGE), Element.number(top)))
            .addAll(drawing.marks()));
    return new Drawing(width, height, marks).toSvg("picture", title, description);
  }
}
