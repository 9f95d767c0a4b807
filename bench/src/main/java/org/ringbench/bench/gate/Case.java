package org.ringbench.bench.gate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.ringbench.bench.run.Benchmark;

/**
 * Something that both versions measure.
 *
 * @param id as the results file has it
 * @param benchmark the name that JMH knows
 * @param parameters of JMH, all of them
 */
record Case(String id, String benchmark, Map<String, String> parameters) {
  Case {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** Whether it runs once a fork. */
  boolean isSingleShot() {
    return Stream.of(Benchmark.values())
        .anyMatch(known -> known.isSingleShot() && known.jmhName().equals(benchmark));
  }

  @Override
  public String toString() {
    return id;
  }
}
