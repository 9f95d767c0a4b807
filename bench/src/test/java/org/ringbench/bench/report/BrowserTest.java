package org.ringbench.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The page in a browser: what it looks like at three widths, in the dark and on paper (pictures in
 * {@code target/report-pictures}), and what an accessibility checker says. Runs with {@code
 * -Pchromium}, where Chromium is installed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserTest {
  private static final Path PICTURES = Path.of("target", "report-pictures");
  private static final int SLICE = 1400;

  private Chromium chromium;
  private Path page;
  private Path several;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    String axe = System.getProperty("ringbench.axe");
    assumeTrue(axe != null, "needs -Pchromium");
    assumeTrue(Chromium.program().isPresent(), "needs Chromium (Debian's package chromium)");
    Files.createDirectories(PICTURES);
    String given = System.getProperty("ringbench.page");
    page = folder.resolve("page.html");
    if (given == null) {
      ReportPage.write(Runs.rich(), page);
    } else {
      Files.copy(Path.of(given), page);
    }
    several = folder.resolve("several.html");
    ReportPage.write(Runs.unlike(), Runs.history(), several);
    chromium = new Chromium(Chromium.program().orElseThrow(), folder.resolve("profile"));
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"360, false", "768, false", "1280, false", "1280, true", "360, true"})
  void isReadableAtEveryWidth(int width, boolean isDark) throws IOException {
    chromium.view(width, 900, isDark);
    for (Path file : List.of(page, several)) {
      chromium.open(file, "");
      int wide = chromium.evaluate("document.documentElement.scrollWidth").asInt();
      assertTrue(wide <= width, "the page itself scrolls sideways: " + wide + " px");
      int height = chromium.evaluate("document.documentElement.scrollHeight").asInt();
      String name = file.getFileName().toString().replace(".html", "");
      for (int top = 0, i = 1; top < height; top += SLICE, i++) {
        Path picture =
            PICTURES.resolve("%s-%d%s-%02d.png".formatted(name, width, isDark ? "-dark" : "", i));
        chromium.picture(picture, top, width, Math.min(SLICE, height - top));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"360, false", "1280, false", "1280, true"})
  void hasNoAccessibilityViolation(int width, boolean isDark) throws IOException {
    chromium.view(width, 900, isDark);
    for (Path file : List.of(page, several)) {
      chromium.open(file, "");
      chromium.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
      chromium.evaluate(Files.readString(Path.of(System.getProperty("ringbench.axe"))));
      JsonNode violations =
          chromium.evaluate(
              "axe.run(document, {runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a',"
                  + " 'wcag21aa', 'wcag22aa', 'best-practice']}}).then(r => r.violations.map(v =>"
                  + " v.id + ': ' + v.nodes.slice(0, 5).map(n => n.target.join(' ') + ' ' +"
                  + " n.failureSummary).join(' | ')))");
      List<String> found = new ArrayList<>();
      violations.forEach(v -> found.add(v.asText()));
      assertEquals(List.of(), found, file.toString());
    }
  }

  @Test
  void loadsNothingAndComplainsOfNothing() {
    chromium.view(1280, 900, false);
    chromium.open(page, "");
    assertEquals(List.of(page.toUri().toString()), chromium.requests());
    assertEquals(List.of(), chromium.complaints());
  }

  @Test
  void prints() throws IOException {
    chromium.view(1280, 900, true);
    chromium.open(page, "");
    Path pdf = PICTURES.resolve("page.pdf");
    chromium.print(pdf);
    assertTrue(Files.size(pdf) > 20_000, "an empty print");
    String text = Files.readString(pdf, StandardCharsets.ISO_8859_1);
    long pages = Pattern.compile("/Type\\s*/Page\\b(?!s)").matcher(text).results().count();
    assertTrue(pages > 5 && pages <= 30, pages + " pages");
  }

  @Test
  void keysStepThroughTheMarksAndChangeTheTheme() {
    chromium.view(1280, 900, false);
    chromium.open(page, "");
    chromium.evaluate("document.querySelector('#time figure .scroll').focus()");
    chromium.key("ArrowRight");
    String first = chromium.evaluate("document.getElementById('tip').textContent").asText();
    chromium.key("ArrowRight");
    String second = chromium.evaluate("document.getElementById('tip').textContent").asText();
    assertTrue(first.contains(" ms (") && second.contains(" ms ("), first + " / " + second);
    assertTrue(!first.equals(second), first);
    chromium.evaluate("document.getElementById('theme').click()");
    chromium.evaluate("document.getElementById('theme').click()");
    assertEquals("dark", chromium.evaluate("document.documentElement.dataset.theme").asText());
  }

  @Test
  void switchesToLogarithmsWithoutScript() {
    chromium.view(1280, 900, false);
    chromium.open(page, "");
    String shown = "getComputedStyle(document.querySelector('#time figure .%s')).display";
    assertEquals("none", chromium.evaluate(shown.formatted("log")).asText());
    chromium.evaluate("document.querySelector('#time figure .pick-log').checked = true");
    assertEquals("none", chromium.evaluate(shown.formatted("lin")).asText());
    assertEquals("block", chromium.evaluate(shown.formatted("log")).asText());
  }

  @Test
  void givesTheWholeResultsAsJsonAndCsv() {
    chromium.view(1280, 900, false);
    chromium.open(page, "");
    int rows = chromium.evaluate("resultsOf('data').then(r => r.rows.length)").asInt();
    assertEquals(Runs.rich().rows().size(), rows);
    String csv = chromium.evaluate("resultsOf('data').then(csvOf)").asText();
    assertEquals(rows + 1, csv.lines().count());
    assertTrue(csv.startsWith("run,id,benchmark,"), csv.lines().findFirst().orElse(""));
  }

  @Test
  void findsACaseThatNoTableHolds(@TempDir Path folder) throws IOException {
    Path large = folder.resolve("large.html");
    ReportPage.write(Runs.large(2_000), large);
    String anchor = "case-" + Runs.large(2_000).rows().get(1_777).fingerprint();
    chromium.view(1280, 900, false);
    chromium.open(large, "#" + anchor);
    JsonNode text =
        chromium.evaluate(
            "new Promise(r => setTimeout(r, 3000)).then(() => document.getElementById('%s')?.textContent)"
                .formatted(anchor));
    assertTrue(text.asText().contains("batchSize="), text.toString());
  }
}
