package org.ringbench.bench.report.section;

import java.util.List;
import org.ringbench.bench.report.markup.Element;

/** What the encryption protects against, and what it does not. */
public final class ThreatModel implements Section {
  private static final List<List<String>> POINTS =
      List.of(
          List.of(
              "Parties",
              "Two semi-honest parties and a dealer that colludes with neither and sees no data."
                  + " The dealer with either party learns everything; a malicious party can change"
                  + " results unnoticed."),
          List.of(
              "Public",
              "Shapes, row counts, order, hyperparameters, normalisation constants, timing, step"
                  + " count, and whatever is revealed (a loss, a model), which itself says"
                  + " something about the data."),
          List.of(
              "Links",
              "The dealer must not read the parties' link, and party 0 must not read what the"
                  + " dealer sends to party 1: between processes TLS is part of the proof."),
          List.of(
              "Here",
              "Both parties and the dealer of a benchmark run in one process: real protocols with"
                  + " real randomness, which measure the cost and protect nothing."),
          List.of(
              "Range",
              "A value that leaves the ring's range cannot be noticed in a private run; plans are"
                  + " checked on public data first."));

  @Override
  public String id() {
    return "threat-model";
  }

  @Override
  public String title() {
    return "Threat model";
  }

  @Override
  public List<Element> of(RunView run) {
    Element list = Element.of("dl").style("box");
    for (List<String> point : POINTS) {
      list.add(Element.of("dt", point.getFirst()), Element.of("dd", point.getLast()));
    }
    return List.of(list);
  }
}
