package org.ringbench.bench.gate;

import java.util.Collection;
import java.util.Comparator;

/** How a comparison ends. The later in this list, the more it outweighs others. */
public enum Outcome {
  /** Nothing became worse. */
  PASSED("passed"),
  /** Too noisy to tell, or the machine was not fit to measure. */
  INCONCLUSIVE("inconclusive"),
  /** A part is missing. */
  INCOMPLETE("incomplete"),
  /** The two sides were not measured alike. */
  NOT_COMPARABLE("not comparable"),
  /** Something became worse: true whatever else is missing or could not be compared. */
  REGRESSION("regression");

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** The one that outweighs the others; passed if there is none. */
  static Outcome worst(Collection<Outcome> outcomes) {
    return outcomes.stream().max(Comparator.naturalOrder()).orElse(PASSED);
  }
}
