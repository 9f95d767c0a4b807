package org.ringbench.data;

import java.util.ArrayList;
import java.util.List;

/** Cuts comma-separated text into lines of cells (RFC 4180, a quoted cell within one line). */
final class CsvLines {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final String name;
  private final List<String> lines;

  CsvLines(String name, String text) {
    this.name = name;
    boolean marked = text.startsWith(BYTE_ORDER_MARK);
    lines = text.substring(marked ? 1 : 0).stripTrailing().lines().toList();
  }

  List<List<String>> read() {
    List<List<String>> cells = new ArrayList<>();
    for (String line : lines) {
      cells.add(cells(line, cells.size() + 1));
    }
    return cells;
  }

  private List<String> cells(String line, int number) {
    List<String> cells = new ArrayList<>();
    int at = 0;
    while (at <= line.length()) {
      int end = at < line.length() && line.charAt(at) == '"' ? quotedEnd(line, at, number) : -1;
      if (end >= 0) {
        cells.add(line.substring(at + 1, end).replace("\"\"", "\""));
        at = end + 1;
        if (at < line.length() && line.charAt(at) != ',') {
          throw new DataException(
              "%s: line %d: text after the closing quote of cell %d: expected a comma"
                  .formatted(name, number, cells.size()));
        }
      } else {
        int comma = line.indexOf(',', at);
        int stop = comma < 0 ? line.length() : comma;
        cells.add(line.substring(at, stop));
        at = stop;
      }
      at++;
    }
    return cells;
  }

  /** The place of the quote that closes the cell opened at {@code open}; a doubled one is text. */
  private int quotedEnd(String line, int open, int number) {
    int quote = line.indexOf('"', open + 1);
    while (quote >= 0 && quote + 1 < line.length() && line.charAt(quote + 1) == '"') {
      quote = line.indexOf('"', quote + 2);
    }
    if (quote < 0) {
      throw new DataException(
          "%s: line %d: a quoted cell is not closed on its line".formatted(name, number));
    }
    return quote;
  }
}
