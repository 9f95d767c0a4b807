package org.ringbench.bench.table;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns of text, each as wide as its widest cell; a column in which no row has a figure is left
 * out.
 */
final class TextTable {
  /** Where the text of a column stands. */
  enum Align {
    LEFT,
    RIGHT
  }

  private record Column(String header, Align align) {}

  private static final String GAP = "  ";

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  TextTable left(String header) {
    columns.add(new Column(header, Align.LEFT));
    return this;
  }

  TextTable right(String header) {
    columns.add(new Column(header, Align.RIGHT));
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
    return rows.stream().anyMatch(row -> !row.get(column).equals(Numbers.NONE));
  }

  private int width(int column) {
    return rows.stream()
        .mapToInt(row -> row.get(column).length())
        .reduce(columns.get(column).header().length(), Math::max);
  }
}
