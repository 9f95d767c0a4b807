package org.ringbench.bench.gate;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.ringbench.bench.table.Listing;

/** A baseline for people. */
final class BaselineText {
  private BaselineText() {}

  static String of(Baseline baseline, Path folder) {
    Listing listing = new Listing();
    listing.section("Baseline " + BaselineFile.of(folder, baseline.machineClass()));
    listing.entry("machine class", baseline.machineClass());
    listing.entry("JVM flags", String.join(" ", baseline.jvmFlags()));
    listing.section("Rows");
    baseline.rows().forEach(row -> listing.entry(row.id(), counts(row)));
    listing.section("Accepted");
    baseline
        .accepted()
        .forEach(
            word ->
                listing.entry(
                    word.date(),
                    "%s (commit %s, tier %s, %d rows)"
                        .formatted(word.reason(), word.commit(), word.tier(), word.rows().size())));
    return listing.render();
  }

  private static String counts(CountedRow row) {
    String exact =
        CountedRow.DETERMINISTIC.stream()
            .filter(row.counters()::containsKey)
            .map(counter -> Map.entry(counter, row.counters().get(counter)))
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    if (row.allocatedBytesPerStep() == null) {
      return exact;
    }
    long budget =
        row.allocatedBytesPerStep() + DeterministicTier.allowance(row.allocatedBytesPerStep());
    String heap = "heap up to " + budget;
    return exact.isEmpty() ? heap : exact + ", " + heap;
  }
}
