package org.ringbench.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.ringbench.bench.report.Html.byId;
import static org.ringbench.bench.report.Html.byStyle;
import static org.ringbench.bench.report.Html.count;
import static org.ringbench.bench.report.Html.elements;
import static org.ringbench.bench.report.Html.parse;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.bench.export.Format;
import org.ringbench.bench.report.section.History;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Ratio;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The page as a whole, whatever it is given. */
class ReportPageTest {
  private static final int MOST_BYTES = 2_000_000;
  private static final String THREE_DIGITS = "-?(0\\.0*[1-9]\\d\\d|[1-9]\\.\\d\\d|[1-9]\\d\\.\\d)";

  /** Runs of every kind that the page must survive. */
  static List<List<Source>> pages() {
    Results rich = Runs.rich();
    return List.of(
        List.of(Source.of(rich)),
        List.of(Source.of(Examples.results())),
        Runs.unlike(),
        List.of(Source.of(Results.of(rich.run(), rich.environment(), List.of(), List.of()))),
        List.of(Source.of(Runs.large(700))));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void isWholeAndRefersToNothingOutside(List<Source> runs) throws Exception {
    String text = ReportPage.of(runs, Runs.history());
    assertTrue(text.getBytes(StandardCharsets.UTF_8).length < MOST_BYTES);
    Document page = parse(text);
    Set<String> ids = new HashSet<>();
    List<Element> elements = elements(page);
    for (Element element : elements) {
      String id = element.getAttribute("id");
      assertTrue(id.isEmpty() || ids.add(id), "id " + id + " is there twice");
      assertFalse(element.hasAttribute("src"), element.getTagName());
      assertFalse(element.hasAttribute("style"), "an inline style");
    }
    for (Element element : elements) {
      String link = element.getAttribute("href");
      assertTrue(
          link.isEmpty()
              || link.startsWith("data:application/gzip;base64,")
              || link.startsWith("#"),
          link);
      if (link.startsWith("#")) {
        assertTrue(ids.contains(link.substring(1)), "no target for " + link);
      }
      for (String attribute : List.of("aria-labelledby", "aria-describedby")) {
        String target = element.getAttribute(attribute);
        assertTrue(target.isEmpty() || ids.contains(target), attribute + " " + target);
      }
      String fill = element.getAttribute("fill");
      if (fill.startsWith("url(#")) {
        assertTrue(ids.contains(fill.substring(5, fill.length() - 1)), fill);
      }
    }
    String visible = text.replaceAll("data:application/gzip;base64,[A-Za-z0-9+/=]*", "");
    visible = visible.substring(0, visible.indexOf("<script>"));
    assertFalse(
        visible
            .replace("http://www.w3.org/2000/svg", "")
            .replace("http://www.w3.org/1999/xhtml", "")
            .contains("://"),
        "an address");
    assertFalse(
        visible.contains("@import") || visible.contains("NaN") || visible.contains("Infinity"));
    assertFalse(visible.contains("null"), "a null is shown");
  }

  /** The order of the page is part of what it says. */
  @Test
  void sectionsStandInOrder() throws Exception {
    Document page = parse(ReportPage.of(List.of(Source.of(Runs.rich())), Runs.history()));
    List<String> ids = new ArrayList<>();
    elements(page).stream()
        .filter(element -> element.getTagName().equals("section"))
        .forEach(element -> ids.add(element.getAttribute("id")));
    assertEquals(
        List.of(
            "answer",
            "threat-model",
            "validity",
            "environment",
            "ratio",
            "time",
            "phases",
            "sources",
            "traffic",
            "accuracy",
            "networks",
            "roofline",
            "history",
            "peers",
            "download",
            "cases"),
        ids);
  }

  @Test
  void theAnswerNamesRatioIntervalMachineAndAccuracy() throws Exception {
    Results results = Runs.rich();
    Document page = parse(ReportPage.of(List.of(Source.of(results)), new History(List.of())));
    String answer = byId(page, "answer").getTextContent();
    Ratio headline =
        results.ratios().stream()
            .filter(ratio -> ratio.row().contains("total fractionBits=16 batchSize=64"))
            .filter(ratio -> ratio.row().endsWith("in-memory"))
            .findFirst()
            .orElseThrow();
    for (String part :
        List.of(
            "2 cores of Example CPU",
            Numbers.significant(headline.ratio().median()) + " times as long as",
            "95%%: %s to %s"
                .formatted(
                    Numbers.significant(headline.ratio().low()),
                    Numbers.significant(headline.ratio().high())),
            "right, the plaintext one 74.1% (-0.5 points)",
            "by java-float, in ",
            "18 rounds; each party sends 2.20 MB, the dealer 1.98 MB")) {
      assertTrue(answer.contains(part), part + " is not in: " + answer);
    }
  }

  @Test
  void everyAxisNamesItsUnit() throws Exception {
    String text = ReportPage.of(List.of(Source.of(Runs.rich())), Runs.history());
    List<Element> titles = byStyle(parse(text).getDocumentElement(), "title");
    assertTrue(titles.size() > 20);
    for (Element title : titles) {
      String name = title.getTextContent();
      boolean isCount = Set.of("fractional bits", "times plaintext").contains(name);
      assertTrue(isCount || name.matches(".+ \\(.+\\)"), name);
    }
  }

  /** Three significant digits, whole numbers in full; shares with one decimal. */
  @Test
  void figuresHaveTheSameDigitsEverywhere() throws Exception {
    String text = ReportPage.of(List.of(Source.of(Runs.rich())), Runs.history());
    Document page = parse(text);
    int checked = 0;
    for (Element table : elements(page)) {
      if (!table.getTagName().equals("table")) {
        continue;
      }
      NodeList headers =
          table.getElementsByTagName("thead").item(0).getFirstChild().getChildNodes();
      NodeList lines = table.getElementsByTagName("tbody").item(0).getChildNodes();
      for (int i = 0; i < lines.getLength(); i++) {
        for (int c = 0; c < headers.getLength(); c++) {
          Element cell = (Element) lines.item(i).getChildNodes().item(c);
          String figure = cell.getTextContent();
          if (cell.getAttribute("class").equals("n") && figure.contains(".")) {
            boolean isShare = headers.item(c).getTextContent().contains("%)");
            boolean isPeer = isWithin(cell, "peers");
            assertTrue(
                isPeer || figure.matches(isShare ? "\\d+\\.\\d" : THREE_DIGITS),
                caption(table) + ": " + figure);
            checked++;
          }
        }
      }
    }
    assertTrue(checked > 500, "only " + checked);
  }

  private static String caption(Element table) {
    return table.getElementsByTagName("caption").item(0).getTextContent();
  }

  private static boolean isWithin(Node node, String section) {
    return node instanceof Element element
        && (element.getAttribute("id").equals(section)
            || isWithin(element.getParentNode(), section));
  }

  @Test
  void holdsEveryRow() throws Exception {
    Results results = Runs.rich();
    String text = ReportPage.of(List.of(Source.of(results)), new History(List.of()));
    Document page = parse(text);
    Map<String, Element> byId = new LinkedHashMap<>();
    elements(page).forEach(element -> byId.put(element.getAttribute("id"), element));
    for (Row row : results.rows()) {
      Element line = byId.get("case-" + row.fingerprint());
      assertTrue(line != null && line.getTextContent().startsWith(row.id()), row.id());
    }
    assertEquals(results, data(text));
    assertEquals(
        Format.CSV.export(List.of(results)), unpacked(text, "csv"), "without a script, too");
  }

  @Test
  void holdsTenThousandRowsInTwoMegabytes() throws IOException {
    Results results = Runs.large(10_000);
    String text = ReportPage.of(List.of(Source.of(results)), new History(List.of()));
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes < 0.8 * MOST_BYTES, bytes + " bytes: rows of five forks take more");
    assertEquals(results.rows(), data(text).rows());
    assertTrue(text.contains("The first 100 of 10000 cases"));
    assertTrue(text.contains("data-of=\"data\">Save as CSV"), "the script makes it of the data");
  }

  /** The file that the page carries. */
  private static Results data(String text) throws IOException {
    return new ObjectMapper().readValue(unpacked(text, "data"), Results.class);
  }

  private static String unpacked(String text, String id) throws IOException {
    Matcher link =
        Pattern.compile("id=\"" + id + "\"[^>]*base64,([A-Za-z0-9+/=]+)\"").matcher(text);
    assertTrue(link.find(), "no " + id);
    byte[] compressed = Base64.getDecoder().decode(link.group(1));
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void anIncompleteRunSaysSoBeforeItsAnswer() throws Exception {
    Source incomplete = Runs.unlike().get(1);
    String text = ReportPage.of(List.of(incomplete), new History(List.of()));
    int warning = text.indexOf("This run is incomplete: 1 of 16");
    assertTrue(warning > 0 && warning < text.indexOf("class=\"answer\""), "at " + warning);
    assertTrue(text.contains("the fork ended with status 137"));
  }

  @Test
  void runsSayWhetherTheirCoresWereNear() throws Exception {
    Results rich = Runs.rich();
    assertEquals("near", cores(Runs.with(rich, Map.of("cores", "0 and 1"))));
    int rows = rich.rows().size();
    Map<String, String> apart = Map.of("cores", "0 and 1", "forksOnCoresApart", "1 of 3");
    assertEquals("apart in " + rows + " rows", cores(Runs.with(rich, apart)));
    assertEquals("not known", cores(Runs.with(rich, Map.of())));
  }

  private static String cores(Results results) throws Exception {
    return tile(results, "cores").getChildNodes().item(1).getTextContent();
  }

  /** A loop in registers needs nothing but its core: if it wavers, others use the processor. */
  @Test
  void rulersThatWaverSayThatTheMachineIsNotIdle() throws Exception {
    Element steady = tile(Runs.withRulers(1.0, 1.01, 1.04), "rulers");
    assertEquals("good", steady.getAttribute("class"));
    Element wavering = tile(Runs.withRulers(1.0, 1.01, 1.4), "rulers");
    assertEquals("bad", wavering.getAttribute("class"));
    assertTrue(wavering.getTextContent().contains("40.0% longer"), wavering.getTextContent());
  }

  private static Element tile(Results results, String name) throws Exception {
    Document page = parse(ReportPage.of(List.of(Source.of(results)), new History(List.of())));
    return elements(byId(page, "validity")).stream()
        .filter(tile -> tile.getTagName().equals("li"))
        .filter(tile -> tile.getFirstChild().getTextContent().endsWith(" " + name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void unlikeRunsStandBesideEachOther() throws Exception {
    String text = ReportPage.of(Runs.unlike(), new History(List.of()));
    assertTrue(text.contains("These runs are from 2 classes of machine"));
    assertTrue(text.contains("The files are of different schema versions"));
    assertEquals(3, count(text, "id=\"[a-z0-9-]*data\" download="));
    assertEquals(
        2, count(text, "</strong> as long as"), "one answer a run that has one, no average");
  }

  @Test
  void refusesARunThatIsGivenTwice() {
    Source run = Source.of(Examples.results());
    assertThrows(
        IllegalArgumentException.class,
        () -> ReportPage.of(List.of(run, run), new History(List.of())));
  }

  @Test
  void saysWhatARunLacks() {
    String text = ReportPage.of(List.of(Source.of(Examples.results())), new History(List.of()));
    assertTrue(text.contains("All steps of this run exchange their messages in memory."));
    assertTrue(text.contains("--network in-memory,lan-1g,wan</code>"));
    assertTrue(text.contains("There is no history beside this run"));
    assertTrue(text.contains("timeline was not recorded in this run"));
  }

  @Test
  void hostileNamesStayText() throws Exception {
    String evil =
        "</script><script>alert(1)</script><!-- ]]> \"'><img src=x"
            + " onerror=alert(2)>\u202E\u0000\u001B&";
    Results rich = Runs.rich();
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (String engine : List.of(Names.ENCRYPTED, Names.JAVA_FLOAT)) {
      Map<String, String> parameters = new LinkedHashMap<>();
      parameters.put("model", evil);
      parameters.put("engine", engine);
      parameters.put("phase", Names.TOTAL);
      parameters.put("batchSize", "64");
      parameters.put("fractionBits", "16");
      parameters.put(evil, evil);
      rows.add(
          Runs.row(
              Names.TRAINING_STEP,
              parameters,
              8,
              0.02,
              Map.of(evil, 5L, "rounds", 3L),
              Map.of(evil, 1.0),
              random));
    }
    rows.add(Runs.row(evil, Map.of("batchSize", evil), 8, 0.02, Map.of(), Map.of(), random));
    Results results = Results.of(Runs.run(evil, evil), rich.environment(), rows, rich.accuracy());
    String text = ReportPage.of(List.of(Source.of(results)), new History(List.of()));
    Document page = parse(text);
    assertEquals(1, page.getElementsByTagName("script").getLength());
    assertEquals(0, page.getElementsByTagName("img").getLength());
    assertEquals(1, count(text, "</script"));
    assertFalse(text.contains("\u202E") || text.contains("\u0000") || text.contains("\u001B"));
    assertTrue(page.getDocumentElement().getTextContent().contains("</script><script>alert(1)"));
    assertEquals(results, data(text), "the data keep the name as it is");
  }
}
