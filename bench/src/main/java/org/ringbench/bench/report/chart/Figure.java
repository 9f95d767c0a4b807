package org.ringbench.bench.report.chart;

import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Table;

/**
 * A drawing with its title, its description and the same figures as a table.
 *
 * @param id unique in the page
 * @param title what it shows
 * @param description what a reader should know who cannot see it
 * @param table of the figures
 */
public record Figure(String id, String title, String description, Table table) {
  /** The scale that a reader sees first. */
  public enum First {
    /** From zero. */
    LINEAR,
    /** For figures of unlike sizes. */
    LOGARITHMIC
  }

  /** The figure with one drawing. */
  public Element of(Drawing drawing) {
    return frame().add(box(drawing, id, title)).add(details());
  }

  /** The figure with a drawing on either scale, of which one is shown at a time. */
  public Element of(Drawing linear, Drawing logarithmic, First first) {
    return frame()
        .add(
            choice("lin", "linear scale", first == First.LINEAR),
            choice("log", "logarithmic scale", first == First.LOGARITHMIC))
        .add(box(linear, id + "-lin", title + ", linear scale").style("scroll", "lin"))
        .add(box(logarithmic, id + "-log", title + ", logarithmic scale").style("scroll", "log"))
        .add(details());
  }

  private Element frame() {
    return Element.of("figure").set("id", id).add(Element.of("figcaption", title));
  }

  private Element choice(String scale, String label, boolean isChosen) {
    Element button =
        Element.of("input")
            .set("type", "radio")
            .set("name", id + "-scale")
            .set("id", id + "-" + scale + "-on")
            .style("pick-" + scale);
    if (isChosen) {
      button.set("checked", "checked");
    }
    return Element.of("label").style("pick").add(button).text(" " + label);
  }

  private Element box(Drawing drawing, String name, String label) {
    return Table.scrolling(label, drawing.toSvg(name, label, description));
  }

  private Element details() {
    return Element.of("details")
        .add(Element.of("summary", "The figures as a table"), table.toElement());
  }
}
