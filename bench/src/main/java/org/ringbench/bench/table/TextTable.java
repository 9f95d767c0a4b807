package org.ringbench.bench.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns of text, each as wide as its widest cell. A column in which no row has a figure is left
 * out, and so is one that only tells rows apart where it does not.
 */
final class TextTable {
  /** Where the text of a column stands. */
  enum Align {
    LEFT,
    RIGHT
  }

  /**
   * A column.
   *
   * @param varying whether it is left out unless its cells differ
   */
  private record Column(String header, Align align, boolean varying) {}

  private static final String GAP = "  ";

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  TextTable left(String header) {
    columns.add(new Column(header, Align.LEFT, false));
    return this;
  }

  /** A column for what is the same in most tables, and then left out. */
  TextTable varying(String header) {
    columns.add(new Column(header, Align.LEFT, true));
    return this;
  }

  TextTable right(String header) {
    columns.add(new Column(header, Align.RIGHT, false));
    return this;
  }

  void row(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + columns.size() + " columns");
    }
    rows.add(List.copyOf(cells));
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The header and the rows, a line each, indented by two. */
  String render() {
    StringBuilder text = new StringBuilder();
    line(text, columns.stream().map(Column::header).toList());
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  /** The same as a table of GitHub's Markdown. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    markdownLine(text, columns.stream().map(Column::header).toList());
    markdownLine(text, columns.stream().map(c -> c.align() == Align.LEFT ? ":--" : "--:").toList());
    rows.forEach(row -> markdownLine(text, row));
    return text.toString();
  }

  private void markdownLine(StringBuilder text, List<String> cells) {
    text.append('|');
    for (int c = 0; c < cells.size(); c++) {
      if (isUsed(c)) {
        text.append(' ').append(cells.get(c).replace("|", "\\|")).append(" |");
      }
    }
    text.append('\n');
  }

  private void line(StringBuilder text, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < cells.size(); c++) {
      if (isUsed(c)) {
        String padding = " ".repeat(width(c) - cells.get(c).length());
        boolean left = columns.get(c).align() == Align.LEFT;
        line.append(GAP).append(left ? cells.get(c) + padding : padding + cells.get(c));
      }
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private boolean isUsed(int column) {
    if (columns.get(column).varying()) {
      return rows.stream()
              .map(row -> row.get(column))
              .filter(cell -> !cell.equals(Numbers.NONE))
              .distinct()
              .count()
          > 1;
    }
    return rows.stream().anyMatch(row -> !row.get(column).equals(Numbers.NONE));
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> row.get(column).length())
        .reduce(columns.get(column).header().length(), Math::max);
  }
}
