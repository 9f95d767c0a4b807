package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A report as Markdown, for a comment on a pull request and for the summary of a job. A comment
 * holds 65,536 characters: rows that do not fit are cut and counted, the worst come first.
 */
public final class ReportMarkdown {
  /** What a comment may hold. */
  public static final int LIMIT = 65_536;

  /** Left for the lines that say how much was cut. */
  private static final int RESERVE = 1_000;

  /** A problem may carry what a fork printed. */
  private static final int LONGEST_LINE = 500;

  private final StringBuilder text = new StringBuilder();

  private ReportMarkdown() {}

  /** The Markdown. */
  public static String of(Report report) {
    ReportMarkdown markdown = new ReportMarkdown();
    markdown.add(report);
    return markdown.text.toString();
  }

  private void add(Report report) {
    text.append("## %s: %s\n\n".formatted(escape(report.title()), report.outcome().words()));
    // Each part leaves room for those behind it.
    list(report.versions(), LIMIT / 8);
    list(report.problems(), LIMIT / 4);
    text.append(
        "**Counts**: %d rows compared, %s.\n\n"
            .formatted(
                report.countedRows(),
                report.changes().isEmpty()
                    ? "all as they were"
                    : report.changes().size() + " changed"));
    List<String> changes =
        report.changes().stream()
            .sorted(Comparator.comparing(line -> !line.fails()))
            .map(ReportMarkdown::row)
            .toList();
    table(List.of("", "row", "counter", "was", "is", "against"), changes, LIMIT / 2);
    List<String> times =
        report.times().stream()
            .sorted(Comparator.comparingDouble(Report.TimeLine::weight).reversed())
            .map(line -> row(ReportText.Cells.of(line).stream()))
            .toList();
    table(ReportText.Cells.HEADER, times, LIMIT - RESERVE - LIMIT / 8); // rulers and notes follow
    if (!report.rulers().isEmpty()) {
      text.append("Rulers of the machine, a reading a round; they judge nothing:\n\n");
      list(report.rulers().stream().map(ReportText.Cells::of).toList(), LIMIT - RESERVE);
    }
    list(report.notes(), LIMIT - RESERVE);
  }

  private void list(List<String> lines, int end) {
    int shown = 0;
    for (String line : lines) {
      String item = "- " + escape(cut(line)) + "\n";
      if (text.length() + item.length() > end) {
        break;
      }
      text.append(item);
      shown++;
    }
    if (shown < lines.size()) {
      text.append("- and %d more\n".formatted(lines.size() - shown));
    }
    if (!lines.isEmpty()) {
      text.append('\n');
    }
  }

  private void table(List<String> header, List<String> rows, int end) {
    if (rows.isEmpty()) {
      return;
    }
    text.append(row(header.stream())).append(row(header.stream().map(_ -> "---")));
    int shown = 0;
    for (String row : rows) {
      if (text.length() + row.length() > end) {
        break;
      }
      text.append(row);
      shown++;
    }
    text.append('\n');
    if (shown < rows.size()) {
      text.append("%d more rows are left out.\n\n".formatted(rows.size() - shown));
    }
  }

  private static String row(Report.CounterLine change) {
    return row(
        Stream.of(
            change.fails() ? "**fail**" : "note",
            change.row(),
            change.counter(),
            ReportText.Cells.count(change.base()),
            ReportText.Cells.count(change.head()),
            change.against()));
  }

  private static String row(Stream<String> cells) {
    List<String> escaped = new ArrayList<>();
    cells.forEach(cell -> escaped.add(cell.equals("**fail**") ? cell : escape(cut(cell))));
    return "| " + String.join(" | ", escaped) + " |\n";
  }

  private static String cut(String line) {
    String first = line.lines().findFirst().orElse("");
    return first.length() > LONGEST_LINE ? first.substring(0, LONGEST_LINE) + "..." : first;
  }

  /**
   * Text as text: what names things here comes from the pull request, and must not become a link, a
   * mention or HTML in the comment.
   */
  private static String escape(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]|~])", "\\\\$1")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("@", "&#64;")
        .replace("://", ":&#47;/");
  }
}
