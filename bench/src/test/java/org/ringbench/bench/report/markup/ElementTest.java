package org.ringbench.bench.report.markup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementTest {
  @Test
  void escapesTextAndAttributes() {
    assertEquals(
        "<p title=\"&lt;a"
            + " href=&#39;x&#39;&gt;&amp;&quot;&#10;\">&lt;/p&gt;&lt;script&gt;\"'&amp;amp;</p>",
        Element.of("p", "</p><script>\"'&amp;").set("title", "<a href='x'>&\"\n").toString());
  }

  @Test
  void replacesWhatNoPageMayHold() {
    String hostile = "a\u0000b\u001bc\u202Ed\u2066e\uD800f\uFFFEg\u0085h";
    assertEquals(
        "<p>a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg\uFFFDh</p>",
        Element.of("p", hostile).toString());
    assertEquals(
        "<p>\u05D0\uD83D\uDE00\t\n</p>", Element.of("p", "\u05D0\uD83D\uDE00\t\n").toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JAVASCRIPT:x",
        "data:text/html,x",
        "//elsewhere.example",
        "\\\\elsewhere",
        "ftp://elsewhere.example/"
      })
  void refusesLinksThatLeave(String link) {
    assertThrows(IllegalArgumentException.class, () -> Element.of("a").set("href", link));
  }

  @Test
  void refusesScriptsInAttributesAndNames() {
    assertThrows(IllegalArgumentException.class, () -> Element.of("p").set("onclick", "x"));
    assertThrows(IllegalArgumentException.class, () -> Element.of("p").set("OnLoad", "x"));
    assertThrows(IllegalArgumentException.class, () -> Element.of("p").set("a=\"\" b", "x"));
    assertThrows(IllegalArgumentException.class, () -> Element.of("p><script"));
    assertThrows(IllegalArgumentException.class, () -> Element.script("x = '</script>'"));
    assertThrows(IllegalArgumentException.class, () -> Element.styleSheet("]]>"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "1.5, 1.5",
    "-0.25, -0.25",
    "-3.05, -3.05",
    "12.345, 12.35",
    "0.004, 0",
    "-0.004, 0",
    "-0.5, -0.5",
    "7.10, 7.1"
  })
  void writesCoordinatesShortly(double value, String text) {
    assertEquals(text, Element.number(value));
  }

  @Test
  void refusesACoordinateThatIsNone() {
    assertThrows(IllegalArgumentException.class, () -> Element.number(Double.NaN));
  }
}
