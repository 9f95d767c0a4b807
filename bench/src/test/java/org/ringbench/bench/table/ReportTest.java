package org.ringbench.bench.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringbench.bench.results.ChangedRow;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;

class ReportTest {
  /** After a wanted change, copy what the test prints to src/test/resources. */
  @Test
  void looksLikeTheGoldenFile() throws IOException {
    String golden =
        new String(
            ReportTest.class.getResourceAsStream("report.txt").readAllBytes(),
            StandardCharsets.UTF_8);
    assertEquals(golden, Report.render(Examples.results()));
  }

  /** After a wanted change, copy what the test prints to src/test/resources. */
  @Test
  void markdownLooksLikeItsGoldenFile() throws IOException {
    String golden =
        new String(
            ReportTest.class.getResourceAsStream("report.md").readAllBytes(),
            StandardCharsets.UTF_8);
    assertEquals(golden, Report.markdown(Examples.results()));
  }

  @Test
  void anIncompleteRunSaysSoFirst() {
    Results all = Examples.results();
    List<Missing> missing =
        List.of(new Missing("relu a | b", "out of memory"), new Missing("ringGemm", "time limit"));
    Results partial = Results.of(all.run(), all.environment(), missing, all.rows(), all.accuracy());
    String text = Report.render(partial);
    String line = "INCOMPLETE: 2 rows are missing (see \"Missing\"), 15 measured.";
    assertEquals(line, text.lines().findFirst().orElseThrow());
    assertTrue(text.contains("\n  ringGemm    time limit\n"), text);
    String markdown = Report.markdown(partial);
    assertEquals("> **" + line + "**", markdown.lines().findFirst().orElseThrow());
    assertTrue(markdown.contains("| relu a \\| b | out of memory |"), markdown);
  }

  @Test
  void phasesAreShownWithTheirSum() {
    Results all = Examples.results();
    Row row = all.rows().getFirst();
    Row timed = ChangedRow.phases(row, Map.of("gemm", 5.0, "waiting", 3.25));
    String text =
        Report.render(Results.of(all.run(), all.environment(), List.of(timed), List.of()));
    assertTrue(text.contains("Phases (ms of party 0's timeline)"), text);
    assertTrue(
        text.lines().anyMatch(line -> line.matches(".*radix4.* 5\\.00 +3\\.25 +8\\.25")), text);
  }

  /** The whole grid has columns that most tables do without. */
  @Test
  void rowsThatDifferInAnAxisShowIt() {
    Row relu = Examples.encrypted("mlp", 64, 16, "radix4", Names.TOTAL, 8);
    Map<String, String> square = new HashMap<>(relu.parameters());
    square.put("activation", "square");
    square.remove("comparison");
    List<Row> rows = List.of(relu, Examples.row(relu.benchmark(), square, 4, relu.counters()));
    Results all = Examples.results();
    String text = Report.render(Results.of(all.run(), all.environment(), rows, List.of()));
    assertTrue(text.contains(" activation "), text);
    assertTrue(!Report.render(all).contains(" activation "), "the same in all rows");
  }

  @Test
  void fitsATerminal() {
    Report.render(Examples.results())
        .lines()
        .forEach(line -> assertTrue(line.length() <= 120, line.length() + " columns: " + line));
  }

  @Test
  void inventsNoRatio() {
    Results all = Examples.results();
    List<Row> encrypted =
        all.rows().stream().filter(row -> Names.ENCRYPTED.equals(row.engine())).toList();
    String text = Report.render(Results.of(all.run(), all.environment(), encrypted, List.of()));
    assertTrue(text.startsWith("No ratio: "), text);
    assertTrue(!text.contains(" ratio  "), text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.02134, 0.0213",
    "1.5, 1.50",
    "9.996, 10.0",
    "9.994, 9.99",
    "84.17, 84.2",
    "99.96, 100",
    "157.2, 157",
    "999.7, 1000",
    "1398.6, 1399",
    "0, 0",
    "0.0009996, 0.00100"
  })
  void threeSignificantDigits(double value, String text) {
    assertEquals(text, Numbers.significant(value));
  }
}
