package org.ringbench.bench.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringbench.bench.results.Examples;
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
