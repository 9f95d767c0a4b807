package org.ringbench.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ringbench.bench.report.Html.byId;
import static org.ringbench.bench.report.Html.byStyle;
import static org.ringbench.bench.report.Html.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringbench.bench.report.section.History;
import org.ringbench.bench.report.section.RunView;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Ratio;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Ratios by precision and batch. */
class RatioMapsTest {
  /** A hatched cell for each inconclusive ratio, a word in each grey one, and none is blank. */
  @Test
  void theHeatMapHatchesWhatIsInconclusiveAndIsNeverBlank() throws Exception {
    Results results = Runs.rich();
    Document page = parse(ReportPage.of(List.of(Source.of(results)), new History(List.of())));
    Element map = byId(page, "ratio-1");
    List<Element> marks = byStyle(map, "mark");
    assertEquals(20, marks.size());
    long inconclusive =
        results.ratios().stream()
            .filter(ratio -> ratio.row().contains("=total ") && ratio.row().endsWith("in-memory"))
            .filter(ratio -> RunView.isInconclusive(ratio.ratio()))
            .count();
    assertEquals(inconclusive, byStyle(map, "hatched").size());
    assertTrue(inconclusive > 0, "noise of 30% is inconclusive");
    assertEquals(2, byStyle(map, "absent").size(), "batch 16 at 20 and 24 bits");
    for (Element mark : marks) {
      int texts = mark.getElementsByTagName("text").getLength();
      assertEquals(byStyle(mark, "absent").isEmpty() ? 2 : 1, texts, "value and interval, or why");
    }
  }

  /** Ends that differ by a factor of 1.5 are still conclusive. */
  @ParameterizedTest
  @CsvSource({"8.2, 12.2, 0", "8, 12, 0", "8, 12.1, 18"})
  void theHatchingBeginsAtItsFactor(double low, double high, int hatched) throws Exception {
    Results rich = Runs.rich();
    List<Ratio> ratios =
        rich.ratios().stream()
            .map(ratio -> new Ratio(ratio.row(), ratio.against(), new Interval(10, low, high)))
            .toList();
    Results results =
        new Results(
            rich.schemaVersion(),
            rich.run(),
            rich.environment(),
            List.of(),
            rich.rows(),
            ratios,
            List.of());
    Document page = parse(ReportPage.of(List.of(Source.of(results)), new History(List.of())));
    assertEquals(hatched, byStyle(byId(page, "ratio-1"), "hatched").size());
  }

  @Test
  void aGreyCellSaysWhy() {
    Results rich = Runs.rich();
    List<Row> rows = new ArrayList<>(rich.rows());
    rows.add(Runs.encrypted(256, 16, Names.TOTAL, "in-memory", 30, 0.02, new Random(1)));
    String failed =
        rows.getLast()
            .id()
            .replace("fractionBits=16", "fractionBits=24")
            .replace("batchSize=256", "batchSize=16");
    Results results =
        Results.of(
            rich.run(),
            rich.environment(),
            List.of(new Missing(failed, "weight1 is <wrong>")),
            rows,
            rich.accuracy());
    String text = ReportPage.of(List.of(Source.of(results)), new History(List.of()));
    assertTrue(text.contains("batch 16, f = 24: weight1 is &lt;wrong&gt;"), "failed");
    assertTrue(text.contains("batch 16, f = 20: not run"), "not run");
    assertTrue(text.contains("batch 256, f = 16: no plaintext step to compare with"), "alone");
  }

  @Test
  void inventsNoRatio() {
    Source alone = Runs.unlike().get(2);
    String text = ReportPage.of(List.of(alone), new History(List.of()));
    assertTrue(text.contains("No ratio: this run has no encrypted and plaintext step"));
    assertFalse(text.contains("times as long as"));
    assertFalse(text.contains("Encrypted over plaintext"));
    assertTrue(text.contains("no encrypted step with a plaintext one"));
  }
}
