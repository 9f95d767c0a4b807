package org.ringbench.bench.report.chart;

import java.util.List;
import org.ringbench.bench.report.markup.Element;

/**
 * Marks on a plane, its origin in the upper left corner.
 *
 * @param width in pixels
 * @param height in pixels
 * @param marks in the order in which they are painted
 */
public record Drawing(double width, double height, List<Element> marks) {
  /** Copies the list. */
  public Drawing {
    marks = List.copyOf(marks);
  }

  /**
   * The drawing as an image with a name.
   *
   * @param id unique in the page
   * @param title what it shows
   * @param description what a reader who cannot see it should know
   */
  public Element toSvg(String id, String title, String description) {
    return Element.of("svg")
        .set("xmlns", "http://www.w3.org/2000/svg")
        .set("viewBox", "0 0 %s %s".formatted(Element.number(width), Element.number(height)))
        .set("width", width)
        .set("height", height)
        .set("role", "img")
        .set("aria-labelledby", id + "-t")
        .set("aria-describedby", id + "-d")
        .add(Element.of("title", title).set("id", id + "-t"))
        .add(Element.of("desc", description).set("id", id + "-d"))
        .addAll(marks);
  }
}
