package org.ringbench.bench.report.markup;

import java.util.ArrayList;
import java.util.List;

/** A table that scrolls by itself where the page is narrow. */
public final class Table {
  private record Column(String header, boolean isNumber) {}

  private final String caption;
  private final List<Column> columns = new ArrayList<>();
  private final List<Element> rows = new ArrayList<>();

  /**
   * A table without columns.
   *
   * @param caption what it shows
   */
  public Table(String caption) {
    this.caption = caption;
  }

  /** Appends a column of words. */
  public Table words(String header) {
    columns.add(new Column(header, false));
    return this;
  }

  /**
   * Appends a column of figures.
   *
   * @param header with the unit
   */
  public Table figures(String header) {
    columns.add(new Column(header, true));
    return this;
  }

  /** Appends a row, its first cell its header. */
  public Table row(List<String> cells) {
    return row(null, cells.stream().map(cell -> (Node) new Text(cell)).toList());
  }

  /**
   * Appends a row, its first cell its header.
   *
   * @param anchor of the row, or null
   */
  public Table row(String anchor, List<? extends Node> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(cells.size() + " cells for " + columns.size());
    }
    Element row = Element.of("tr");
    if (anchor != null) {
      row.set("id", anchor);
    }
    for (int i = 0; i < cells.size(); i++) {
      Element cell = Element.of(i == 0 ? "th" : "td").add(cells.get(i));
      if (i == 0) {
        cell.set("scope", "row");
      }
      align(cell, columns.get(i));
      row.add(cell);
    }
    rows.add(row);
    return this;
  }

  private static void align(Element cell, Column column) {
    if (column.isNumber) {
      cell.style("n");
    }
  }

  /** Text as a cell. */
  public static Node cell(String text) {
    return new Text(text);
  }

  /** Whether it has no row. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The table. */
  public Element toElement() {
    Element head = Element.of("tr");
    for (Column column : columns) {
      Element header = Element.of("th", column.header).set("scope", "col");
      align(header, column);
      head.add(header);
    }
    Element table =
        Element.of("table")
            .add(Element.of("caption", caption))
            .add(Element.of("thead").add(head))
            .add(Element.of("tbody", rows));
    return scrolling(caption, table);
  }

  /** Content in a box that scrolls sideways, by keyboard too. */
  public static Element scrolling(String name, Element content) {
    return Element.of("div")
        .style("scroll")
        .set("role", "group")
        .set("aria-label", name)
        .set("tabindex", 0L)
        .add(content);
  }
}
