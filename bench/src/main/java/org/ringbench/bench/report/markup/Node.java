package org.ringbench.bench.report.markup;

/** Part of a page: an element or text. */
public sealed interface Node permits Element, Text, Verbatim {
  /** Appends the markup. */
  void write(StringBuilder out);
}
