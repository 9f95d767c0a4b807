package org.ringbench.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ringbench.bench.report.Html.byId;
import static org.ringbench.bench.report.Html.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.ringbench.bench.report.section.History;
import org.ringbench.bench.results.ChangedRow;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** Where the time goes. */
class PhasesTest {
  /** The parts of every bar add up to the time of its row, as the table beside it shows. */
  @Test
  void phasesAddUp() throws Exception {
    String text = ReportPage.of(List.of(Source.of(Runs.rich())), new History(List.of()));
    Document page = parse(text);
    Element figure = byId(page, "phases-1");
    NodeList rows = figure.getElementsByTagName("tr");
    assertTrue(rows.getLength() > 3);
    for (int i = 1; i < rows.getLength(); i++) {
      NodeList cells = ((Element) rows.item(i)).getElementsByTagName("td");
      double sum = 0;
      for (int c = 0; c < cells.getLength() - 2; c++) {
        String part = cells.item(c).getTextContent();
        sum += part.equals("-") ? 0 : Double.parseDouble(part);
      }
      double shown = Double.parseDouble(cells.item(cells.getLength() - 2).getTextContent());
      double measured = Double.parseDouble(cells.item(cells.getLength() - 1).getTextContent());
      assertEquals(measured, shown, 0.02 * measured);
      assertEquals(measured, sum, 0.03 * measured, rows.item(i).getTextContent());
    }
  }

  @Test
  void aTimelineThatMissesTheTimeIsShownBesideIt() {
    Results rich = Runs.rich();
    List<Row> rows = new ArrayList<>();
    for (Row row : rich.rows()) {
      Map<String, Double> half = new LinkedHashMap<>();
      row.phases().forEach((part, time) -> half.put(part, time / 2));
      rows.add(ChangedRow.phases(row, half));
    }
    Results results = Results.of(rich.run(), rich.environment(), rows, rich.accuracy());
    String text = ReportPage.of(List.of(Source.of(results)), new History(List.of()));
    assertTrue(Pattern.compile(">3\\.\\d\\d ms traced, [56]\\.\\d\\d timed<").matcher(text).find());
  }

  @Test
  void theWaterfallEndsAtTheEncryptedStep() throws Exception {
    String text = ReportPage.of(List.of(Source.of(Runs.rich())), new History(List.of()));
    NodeList rows = byId(parse(text), "sources-1").getElementsByTagName("tr");
    double sum = 0;
    for (int i = 1; i < rows.getLength() - 1; i++) {
      sum += figure(rows.item(i));
    }
    double total = figure(rows.item(rows.getLength() - 1));
    assertEquals(total, sum, 0.02 * total);
  }

  private static double figure(Node row) {
    return Double.parseDouble(((Element) row).getElementsByTagName("td").item(0).getTextContent());
  }
}
