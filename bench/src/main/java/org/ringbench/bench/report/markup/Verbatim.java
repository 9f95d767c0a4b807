package org.ringbench.bench.report.markup;

/**
 * A style sheet or a script of the project itself, never of a run. Wrapped so that a browser and an
 * XML parser read the same.
 *
 * @param source as written
 * @param before hides the wrapping from the browser
 * @param after ends it
 */
record Verbatim(String before, String source, String after) implements Node {
  /** Refuses what would end the element early. */
  Verbatim {
    if (source.contains("</") || source.contains("<!--") || source.contains("]]>")) {
      throw new IllegalArgumentException("a script or style sheet that holds </, <!-- or ]]>");
    }
  }

  static Verbatim script(String source) {
    return new Verbatim("//<![CDATA[\n", source, "\n//]]>");
  }

  static Verbatim styleSheet(String source) {
    return new Verbatim("/*<![CDATA[*/\n", source, "\n/*]]>*/");
  }

  @Override
  public void write(StringBuilder out) {
    out.append(before).append(source).append(after);
  }
}
