package org.ringbench.bench.report.section;

import java.util.List;
import org.ringbench.bench.report.markup.Element;

/** A part of the page, made for each run by itself. */
public interface Section {
  /** The anchor. */
  String id();

  /** The heading. */
  String title();

  /** What it shows of a run; never empty. */
  List<Element> of(RunView run);

  /** A sentence in the place of figures that the run does not hold. */
  static Element lacking(String sentence) {
    return Element.of("p", sentence).style("lacking");
  }

  /** As {@link #lacking(String)}, with the command that makes the figures. */
  static Element lacking(String sentence, String command) {
    return lacking(sentence + " To get it: ").add(Element.of("code", command));
  }

  /** A paragraph. */
  static Element p(String text) {
    return Element.of("p", text);
  }
}
