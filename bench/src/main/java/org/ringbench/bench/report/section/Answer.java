package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.results.Accuracy;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;

/** The answer in one sentence, and what it was measured on. */
public final class Answer implements Section {
  private static final List<String> KIND =
      List.of("phase", "activation", "comparison", "backend", "network");

  @Override
  public String id() {
    return "answer";
  }

  @Override
  public String title() {
    return "What does private training cost?";
  }

  @Override
  public List<Element> of(RunView run) {
    List<Element> content = new ArrayList<>();
    if (!run.results().isComplete()) {
      int missing = run.results().missing().size();
      content.add(
          Element.of(
                  "p",
                  "This run is incomplete: %d of %d rows are missing. What follows holds for the rest."
                      .formatted(missing, missing + run.results().rows().size()))
              .style("warning"));
    }
    content.add(sentence(run));
    run.headline().ifPresent(row -> content.add(detail(run, row)));
    return content;
  }

  /** The sentence alone, without links. */
  public static Element sentence(RunView run) {
    Optional<Row> headline = run.headline();
    if (headline.isEmpty()) {
      return Section.lacking(
          "No ratio: this run has no encrypted and plaintext step of one model and batch.",
          "bin/ringbench run --tier smoke");
    }
    Row row = headline.get();
    Interval times = run.ratio(row).orElseThrow().ratio();
    return Element.of("p")
        .style("answer")
        .text("On this machine (%s) a step of private training takes ".formatted(machine(run)))
        .add(Element.of("strong", Numbers.significant(times.median()) + " times"))
        .text(
            " as long as the fastest plaintext step (95%%: %s to %s)%s%s."
                .formatted(
                    Numbers.significant(times.low()),
                    Numbers.significant(times.high()),
                    Names.TOTAL.equals(row.phase()) ? "" : ", its " + row.phase() + " phase alone",
                    accuracy(run, row)));
  }

  private static Element detail(RunView run, Row row) {
    Element detail =
        Element.of("p")
            .text("Measured: ")
            .add(run.link(row, "one encrypted step"))
            .text(
                " of %s at batch %s and f = %s fractional bits (%s) in %s"
                    .formatted(
                        Labels.model(row.model()),
                        row.parameter("batchSize"),
                        row.parameter("fractionBits"),
                        Labels.of(row, KIND),
                        Labels.milliseconds(row.milliseconds())))
            .text(Names.TOTAL.equals(row.phase()) ? ", the dealer's work included; " : "; ");
    run.plaintext(row)
        .ifPresent(
            plain ->
                detail
                    .add(run.link(plain, "the fastest plaintext step"))
                    .text(
                        " of the same work, by %s, in %s. "
                            .formatted(
                                Labels.of(plain, List.of("engine", "threads")),
                                Labels.milliseconds(plain.milliseconds()))));
    if (row.rounds() != null && row.bytesSentPerParty() != null && row.dealerBytes() != null) {
      detail.text(
          "A step takes %s; each party sends %s MB, the dealer %s MB. "
              .formatted(
                  Labels.count(row.rounds(), "round"),
                  Numbers.megabytes(row.bytesSentPerParty()),
                  Numbers.megabytes(row.dealerBytes())));
    }
    if (RunView.isInconclusive(run.ratio(row).orElseThrow().ratio())) {
      detail.add(
          Element.of(
              "strong",
              "The interval is wide: this run gives the order of the cost, not its figure."));
    }
    return detail;
  }

  private static String machine(RunView run) {
    return "%s of %s"
        .formatted(
            Labels.count(run.results().environment().cores(), "core"),
            run.results().environment().gpu() == null
                ? run.results().environment().cpu()
                : run.results().environment().cpu() + " with " + run.results().environment().gpu());
  }

  /** The difference in percentage points, where both sides trained. */
  private static String accuracy(RunView run, Row row) {
    Optional<Accuracy> encrypted = trained(run, row, Names.ENCRYPTED, true);
    Optional<Accuracy> plaintext =
        trained(run, row, Names.JAVA_FLOAT, false).or(() -> trained(run, row, Names.ND4J, false));
    if (encrypted.isEmpty() || plaintext.isEmpty()) {
      return "; this run did not compare the accuracy";
    }
    double own = encrypted.get().testAccuracy().getLast();
    double plain = plaintext.get().testAccuracy().getLast();
    return "; after %s the encrypted model gets %s%% of the test rows right, the plaintext one %s%% (%s points)"
        .formatted(
            Labels.count(encrypted.get().epochs(), "epoch"),
            Numbers.percent(own),
            Numbers.percent(plain),
            Labels.points(own - plain));
  }

  private static Optional<Accuracy> trained(
      RunView run, Row row, String engine, boolean isFixedPoint) {
    String bits = isFixedPoint ? row.parameter("fractionBits") : null;
    return run.results().accuracy().stream()
        .filter(a -> a.model().equals(row.model()))
        .filter(a -> a.engine().equals(engine))
        .filter(a -> a.epochs() > 0)
        .filter(
            a ->
                Objects.equals(a.fractionBits() == null ? null : a.fractionBits().toString(), bits))
        .findFirst();
  }
}
