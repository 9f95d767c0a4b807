package org.ringbench.bench.gate;

import java.util.Map;

/**
 * What counting a case gave.
 *
 * @param id of the case
 * @param fingerprint of what it computed; null if that is not known
 * @param counters by their names in the results file; empty if it failed
 * @param failure why there are none; null if there are
 */
record Counted(String id, String fingerprint, Map<String, Long> counters, String failure) {
  Counted {
    counters = Map.copyOf(counters);
  }

  static Counted failed(String id, String failure) {
    return new Counted(id, null, Map.of(), failure);
  }

  /** The exact counts; the heap is left to warm forks. */
  CountedRow row() {
    return CountedRow.of(id, fingerprint, counters).withHeap(null);
  }
}
