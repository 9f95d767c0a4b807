package org.ringbench.bench.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for a terminal and for other programs. */
public final class ReportText {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ReportText() {}

  /** For other programs: the record as it is. */
  public static String json(Report report) {
    try {
      return JSON.writeValueAsString(report) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // records of numbers and text always serialise
    }
  }

  /** For a terminal. */
  public static String text(Report report) {
    StringBuilder text = new StringBuilder();
    text.append("%s: %s%n".formatted(report.title(), report.outcome().words()));
    report.versions().forEach(version -> text.append("  ").append(version).append('\n'));
    report.problems().forEach(problem -> text.append("  ").append(problem).append('\n'));
    text.append(
        "%nCounts: %d rows compared, %s%n"
            .formatted(
                report.countedRows(),
                report.changes().isEmpty()
                    ? "all as they were"
                    : report.changes().size() + " changed"));
    for (Report.CounterLine change : report.changes()) {
      text.append(
          "  %s  %s: %s %s -> %s%s%n"
              .formatted(
                  change.fails() ? "FAIL" : "    ",
                  change.row(),
                  change.counter(),
                  Cells.count(change.base()),
                  Cells.count(change.head()),
                  " (" + change.against() + ")"));
    }
    if (!report.times().isEmpty()) {
      text.append("\nTimes\n");
      Cells.columns(report.times()).forEach(line -> text.append("  ").append(line).append('\n'));
    }
    if (!report.rulers().isEmpty()) {
      text.append("\nRulers of the machine, a reading a round; they judge nothing\n");
      report.rulers().forEach(ruler -> text.append("  ").append(Cells.of(ruler)).append('\n'));
      text.append('\n');
    }
    report.notes().forEach(note -> text.append("  ").append(note).append('\n'));
    return text.toString();
  }

  /** The parts of a table's cells, the same in text and in Markdown. */
  static final class Cells {
    static final List<String> HEADER =
        List.of("row", "base", "head", "change", "95%", "spread", "pairs", "power", "verdict");

    private Cells() {}

    static String count(Long value) {
      return value == null ? "none" : String.format(Locale.ROOT, "%,d", value);
    }

    static List<String> of(Report.TimeLine line) {
      return List.of(
          line.row(),
          figure(line.base()),
          figure(line.head()),
          change(line.change()),
          change(line.low()) + " to " + change(line.high()),
          line.forkSpread() == null ? "-" : Percent.of(line.forkSpread()),
          line.pairs() == null ? "-" : line.pairs().toString(),
          line.power() == null ? "-" : Percent.whole(line.power()),
          line.verdict() == null ? "-" : line.verdict());
    }

    /** A ruler in a sentence. */
    static String of(Report.RulerLine ruler) {
      return ruler.absent() != null
          ? "%s: %s".formatted(ruler.ruler(), ruler.absent())
          : "%s: %s %s (%s to %s), %d rounds"
              .formatted(
                  ruler.ruler(),
                  figure(ruler.median()),
                  ruler.unit(),
                  figure(ruler.low()),
                  figure(ruler.high()),
                  ruler.rounds());
    }

    /** Lines of equal columns, the header first. */
    static List<String> columns(List<Report.TimeLine> lines) {
      List<List<String>> rows = new ArrayList<>(List.of(HEADER));
      lines.forEach(line -> rows.add(of(line)));
      int[] widths = new int[HEADER.size()];
      rows.forEach(
          row -> {
            for (int c = 0; c < widths.length; c++) {
              widths[c] = Math.max(widths[c], row.get(c).length());
            }
          });
      return rows.stream().map(row -> pad(row, widths)).toList();
    }

    private static String pad(List<String> row, int[] widths) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        line.append(row.get(c)).append(" ".repeat(widths[c] - row.get(c).length() + 2));
      }
      return line.toString().stripTrailing();
    }

    private static String figure(double value) {
      int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 4;
      return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static String change(double fraction) {
      return String.format(Locale.ROOT, "%+.1f%%", 100 * fraction);
    }
  }
}
