package org.ringbench.bench.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Pairing;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;

/**
 * What a ratio is made of. If both sides ran at the speed of multiply-adds in registers, an
 * encrypted step would cost the floor: its number of multiply-adds over that of plaintext, times
 * the time of a ring multiply-add over that of a float one. The rest is how far either side stays
 * below its peak.
 */
final class Floor {
  private Floor() {}

  /** One line for the model's preferred step; empty without the rulers. */
  static Optional<String> of(Results results, String model) {
    Optional<Double> ringPeak = peak(results.rows(), Names.RING_PEAK);
    Optional<Double> floatPeak = peak(results.rows(), Names.FLOAT_PEAK);
    if (ringPeak.isEmpty() || floatPeak.isEmpty()) {
      return Optional.empty();
    }
    int cores = results.environment().threads();
    return Pairing.encrypted(results.rows()).stream()
        .filter(pairing -> pairing.row().model().equals(model))
        .filter(pairing -> pairing.row().multiplyAdds() != null)
        .filter(pairing -> pairing.plaintext().multiplyAdds() != null)
        .min(Headline.PREFERENCE)
        .map(pairing -> line(pairing, cores * ringPeak.get(), cores * floatPeak.get()));
  }

  private static String line(Pairing pairing, double ringPeak, double floatPeak) {
    Row row = pairing.row();
    Row plaintext = pairing.plaintext();
    double work = (double) row.multiplyAdds() / plaintext.multiplyAdds();
    double slowness = floatPeak / ringPeak;
    return String.format(
        Locale.ROOT,
        "batch %d: floor %s = %s x the multiply-adds, each %s x a float's;"
            + " at %.0f%% of peak speed (plaintext: %.0f%%)",
        row.batchSize(),
        Numbers.significant(work * slowness),
        Numbers.significant(work),
        Numbers.significant(slowness),
        100 * rate(row).orElseThrow() / ringPeak,
        100 * rate(plaintext).orElseThrow() / floatPeak);
  }

  /** G multiply-adds a second; empty for a row that does not count them. */
  static Optional<Double> rate(Row row) {
    return Optional.ofNullable(row.multiplyAdds())
        .filter(count -> count > 0)
        .map(count -> count / row.milliseconds().median() / 1e6);
  }

  private static Optional<Double> peak(List<Row> rows, String ruler) {
    return rows.stream()
        .filter(row -> row.benchmark().equals(ruler))
        .findFirst()
        .flatMap(Floor::rate);
  }
}
