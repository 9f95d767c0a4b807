package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportMarkdownTest {
  private static Report report(int rows, String name) {
    return new Report(
        "gate, tier pr",
        Outcome.REGRESSION,
        List.of("base: a.jar"),
        IntStream.range(0, rows).mapToObj(k -> "incomplete: " + name + k).toList(),
        IntStream.range(0, rows)
            .mapToObj(
                k -> new Report.CounterLine(name + k, "rounds", 1L, null, "base", k == rows - 1))
            .toList(),
        rows,
        IntStream.range(0, rows).mapToObj(k -> time(name + k, k)).toList(),
        List.of(
            new Report.RulerLine("memory copy", "GB/s", 9.87, 9.1, 10.2, 7, null),
            new Report.RulerLine("empty launch", "us", null, null, null, 0, "no GPU")),
        List.of("a note"));
  }

  private static Report.TimeLine time(String row, double weight) {
    return new Report.TimeLine(
        row, 1.234567, 123.4, 0.1, 0.05, 0.15, 0.021, 7, 0.97, "slower", weight);
  }

  @Test
  void aReportIsATableOfAllRows() {
    String markdown = ReportMarkdown.of(report(3, "row"));
    assertTrue(markdown.startsWith("## gate, tier pr: regression\n"), markdown);
    assertTrue(
        markdown.contains(
            "| row2 | 1.23 | 123 | +10.0% | +5.0% to +15.0% | 2.1% | 7 | 97% | slower |"),
        markdown);
    assertTrue(markdown.contains("| **fail** | row2 | rounds | 1 | none | base |"), markdown);
    assertFalse(markdown.contains("left out"), markdown);
    assertTrue(
        markdown.indexOf("| row2 | 1.23") < markdown.indexOf("| row0 | 1.23"), "worst first");
  }

  @Test
  void aCommentHoldsAnyReportAndSaysWhatIsCut() {
    for (int rows : new int[] {200, 1_000, 20_000}) {
      String markdown = ReportMarkdown.of(report(rows, "trainingStep mlp encrypted total "));
      assertTrue(markdown.length() < ReportMarkdown.LIMIT, rows + ": " + markdown.length());
      assertTrue(markdown.contains("a note"), "what stands last is there");
      long shown = markdown.lines().filter(line -> line.contains("| slower |")).count();
      if (rows > 500) {
        assertTrue(shown > 50, "times have their share: " + shown);
        assertTrue(markdown.contains("%d more rows are left out.".formatted(rows - shown)));
        assertTrue(markdown.contains("**fail**"), "what fails comes first");
        assertTrue(markdown.contains(" more\n"), "problems are counted");
      }
    }
  }

  @Test
  void oneLongMessageDoesNotFillTheComment() {
    assertTrue(ReportMarkdown.of(report(2, "x".repeat(70_000))).length() < 6_000);
  }

  /** Names come from the pull request: nobody is called, nothing is linked, no tag survives. */
  @Test
  void textStaysText() {
    String markdown =
        ReportMarkdown.of(report(1, "@team <img src=x> [a](http://b) | c `d` ![e](f)\nnext"));
    for (String live : new String[] {"@team", "<img", "[a]", "://", "`d`", "next"}) {
      assertFalse(markdown.contains(live), live + " in " + markdown);
    }
    assertEquals(
        1, markdown.lines().filter(line -> line.startsWith("| &#64;team")).count(), markdown);
  }

  @Test
  void textAndJsonHoldTheSame() throws IOException {
    Report report = report(2, "row");
    String text = ReportText.text(report);
    for (String part :
        Stream.of(
                "gate, tier pr: regression",
                "FAIL  row1: rounds 1 -> none (base)",
                "+10.0%",
                "memory copy: 9.87 GB/s (9.10 to 10.2), 7 rounds",
                "empty launch: no GPU")
            .toList()) {
      assertTrue(text.contains(part), text);
    }
    JsonNode json = new ObjectMapper().readTree(ReportText.json(report));
    assertEquals("REGRESSION", json.get("outcome").asText());
    assertEquals(9.87, json.get("rulers").get(0).get("median").asDouble());
    assertEquals("no GPU", json.get("rulers").get(1).get("absent").asText());
    assertTrue(ReportMarkdown.of(report).contains("- memory copy: 9.87 GB/s"), "in the comment");
    assertEquals(0.1, json.get("times").get(0).get("change").asDouble());
  }
}
