package org.ringbench.bench.report.markup;

/**
 * Text between tags.
 *
 * @param value as a reader shall see it
 */
record Text(String value) implements Node {
  @Override
  public void write(StringBuilder out) {
    Escape.text(value, out);
  }
}
