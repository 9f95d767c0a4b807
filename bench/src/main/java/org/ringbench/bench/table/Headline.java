package org.ringbench.bench.table;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.ringbench.bench.results.Accuracy;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Pairing;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;

/** The answer of a run in one or two sentences. */
final class Headline {
  /** First the setting that the tiers share and that other systems were measured at. */
  static final Comparator<Pairing> PREFERENCE =
      Comparator.<Pairing, Boolean>comparing(p -> !Names.TOTAL.equals(p.row().phase()))
          .thenComparing(p -> !"mlp".equals(p.row().model()))
          .thenComparing(p -> !Objects.equals(p.row().fractionBits(), 16))
          .thenComparing(p -> !Objects.equals(p.row().batchSize(), 64));

  private Headline() {}

  static String of(Results results) {
    // min keeps the first of equals: the grids name the default comparison first.
    return Pairing.encrypted(results.rows()).stream()
        .min(PREFERENCE)
        .map(pairing -> cost(pairing, results) + accuracy(pairing.row(), results))
        .orElse("No ratio: this run has no encrypted and plaintext step of one model and batch.\n");
  }

  private static String cost(Pairing pairing, Results results) {
    Row row = pairing.row();
    Interval ratio = pairing.ratio();
    return """
    Private training costs %s times plaintext (95%%: %s to %s).
    One step of %s, batch %d, f = %d: %s ms encrypted%s%s, %s ms with %s, on the same %d cores.
    """
        .formatted(
            Numbers.significant(ratio.median()),
            Numbers.significant(ratio.low()),
            Numbers.significant(ratio.high()),
            row.model(),
            row.batchSize(),
            row.fractionBits(),
            Numbers.significant(row.milliseconds().median()),
            row.backend() == null ? "" : " on " + row.backend(),
            row.phase().equals(Names.TOTAL) ? "" : " (" + row.phase() + ")",
            Numbers.significant(pairing.plaintext().milliseconds().median()),
            pairing.plaintext().engine(),
            results.environment().cores());
  }

  private static String accuracy(Row row, Results results) {
    Optional<Accuracy> encrypted = run(results, row, Names.ENCRYPTED, row.fractionBits());
    Optional<Accuracy> plaintext =
        run(results, row, Names.JAVA_FLOAT, null).or(() -> run(results, row, Names.ND4J, null));
    if (encrypted.isEmpty() || plaintext.isEmpty()) {
      return "";
    }
    return "After %d epochs it gets %s%% of the test rows right, plaintext %s%%.\n"
        .formatted(
            encrypted.get().epochs(),
            Numbers.percent(encrypted.get().testAccuracy().getLast()),
            Numbers.percent(plaintext.get().testAccuracy().getLast()));
  }

  private static Optional<Accuracy> run(
      Results results, Row row, String engine, Integer fractionBits) {
    return results.accuracy().stream()
        .filter(a -> a.model().equals(row.model()))
        .filter(a -> a.engine().equals(engine))
        .filter(a -> Objects.equals(a.fractionBits(), fractionBits))
        .findFirst();
  }
}
