package org.ringbench.bench.gate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ringbench.bench.results.Row;

/**
 * The counts of a row.
 *
 * @param id the row's
 * @param fingerprint of what it computed; null where it is not known
 * @param counters that must be exactly the same each time
 * @param allocatedBytesPerStep the heap's, which wavers; null where it is not counted
 */
record CountedRow(
    String id, String fingerprint, Map<String, Long> counters, Long allocatedBytesPerStep) {
  /** The counters that are the same in every run, in the order of a report. */
  static final List<String> DETERMINISTIC =
      List.of(
          "rounds",
          "bytesSentPerParty",
          "firstStepBytesSentPerParty",
          "dealerBytes",
          "correlations",
          "multiplyAdds",
          "launches");

  /** The counter of the heap. */
  static final String HEAP = "allocatedBytesPerStep";

  CountedRow {
    counters = Collections.unmodifiableMap(new TreeMap<>(counters));
  }

  /** The counts among all counters of a row. */
  static CountedRow of(String id, String fingerprint, Map<String, Long> all) {
    Map<String, Long> exact = new LinkedHashMap<>();
    for (String counter : DETERMINISTIC) {
      if (all.containsKey(counter)) {
        exact.put(counter, all.get(counter));
      }
    }
    return new CountedRow(id, fingerprint, exact, all.get(HEAP));
  }

  /** The same with the heap of forks. */
  CountedRow withHeap(Long bytes) {
    return new CountedRow(id, fingerprint, counters, bytes);
  }

  static CountedRow of(Row row) {
    return of(row.id(), row.fingerprint(), row.counters());
  }
}
