package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.results.Accuracy;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Ratio;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;

/** The answer in one sentence. */
public final class Answer implements Section {
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
      content.add(
          Element.of(
                  "p",
                  "This run is incomplete: %s of %d should be here and are not. What follows holds for"
                          .formatted(
                              run.results().missing().size(),
                              run.results().missing().size() + run.results().rows().size())
                      + " the rest.")
              .style("warning"));
    }
    content.add(sentence(run).style("answer"));
    return content;
  }

  private static Element sentence(RunView run) {
    Optional<Row> headline = run.headline();
    if (headline.isEmpty()) {
      return Section.lacking(
          "No ratio: this run has no encrypted and plaintext step of one model and batch.",
          "bin/ringbench run --tier smoke");
    }
    Row row = headline.get();
    Ratio ratio = run.ratio(row).orElseThrow();
    Interval times = ratio.ratio();
    Element sentence =
        Element.of("p")
            .text("On this machine (%s) one ".formatted(machine(run)))
            .add(run.link(row, "encrypted training step"))
            .text(
                " of %s at batch %s and %s fractional bits takes "
                    .formatted(
                        row.model(), row.parameter("batchSize"), row.parameter("fractionBits")))
            .add(Element.of("strong", Numbers.significant(times.median()) + " times"))
            .text(
                " as long as the fastest plaintext step (95%%: %s to %s; %s ms%s%s against %s)"
                    .formatted(
                        Numbers.significant(times.low()),
                        Numbers.significant(times.high()),
                        Numbers.significant(row.milliseconds().median()),
                        row.backend() == null ? "" : " on " + row.backend(),
                        Names.TOTAL.equals(row.phase()) ? "" : ", " + row.phase() + " only,",
                        run.plaintext(row)
                            .map(p -> Numbers.significant(p.milliseconds().median()) + " ms")
                            .orElse("an unknown time")))
            .text(accuracy(run, row));
    if (RunView.isInconclusive(times)) {
      sentence.text(" The interval is wide: this run gives the order of the cost, not its figure.");
    }
    return sentence;
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
      return "; this run did not compare the accuracy.";
    }
    double own = encrypted.get().testAccuracy().getLast();
    double plain = plaintext.get().testAccuracy().getLast();
    double points = 100 * (own - plain);
    return "; after %s it gets %s%% of the test rows right, plaintext %s%% (%s%s points)."
        .formatted(
            Labels.count(encrypted.get().epochs(), "epoch"),
            Numbers.percent(own),
            Numbers.percent(plain),
            points > 0 ? "+" : "",
            Numbers.percent(points / 100));
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
