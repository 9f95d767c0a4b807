package org.ringbench.bench.report.markup;

/**
 * A style sheet or a script of the project itself, never of a run. Wrapped so that a browser and an
 * XML parser read the same.
 *
 * @param value its source
 */
record Verbatim(String value) implements Node {
  /** Refuses what would end the element early. */
  Verbatim {
    if (value.contains("</") || value.contains("<!--") || value.contains("]]>")) {
      throw new IllegalArgumentException("a script or style sheet that holds </, <!-- or ]]>");
    }
  }

  @Override
  public void write(StringBuilder out) {
    out.append(value);
  }
}
