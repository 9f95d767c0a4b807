package org.ringbench.bench.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringbench.bench.environment.CoreWatch;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.results.Statistics;
import org.ringbench.cores.CoreBinding;
import org.ringbench.net.NetworkProfile;
import org.ringbench.ring.RingBackends;

/** Makes rows of the results file from forks. */
final class Rows {
  private static final int RING_BITS = 64;
  private static final int PARTIES = 2;
  private static final double MEGA = 1e6;

  private Rows() {}

  /**
   * The row of a cell.
   *
   * @throws MeasurementException if its forks contradict each other or counted nothing
   */
  static Row of(Cell cell, List<Fork> forks, Programs programs) throws MeasurementException {
    List<Double> times = forks.stream().map(Fork::milliseconds).toList();
    Map<String, Long> counters = counters(forks);
    if (counters.isEmpty()) {
      throw new MeasurementException("gave no counters", null);
    }
    return new Row(
        cell.toString(),
        cell.benchmark().title(),
        programs.parameters(cell),
        programs.fingerprint(cell),
        Statistics.interval(times),
        times,
        counters,
        Phases.of(forks),
        facts(
            cell,
            counters.getOrDefault("threads", 1L).intValue(),
            apart(forks),
            programs.network(cell)));
  }

  /** Forks during which the host had the two cores apart: see {@link CoreWatch}. */
  private static Optional<String> apart(List<Fork> forks) {
    long apart = forks.stream().filter(f -> CoreWatch.isApart(f.coreRoundTripNanos())).count();
    return apart == 0 ? Optional.empty() : Optional.of(apart + " of " + forks.size());
  }

  private static Map<String, Long> counters(List<Fork> forks) throws MeasurementException {
    Map<String, Long> counters = new LinkedHashMap<>();
    for (Counter counter : Counter.values()) {
      Long value = counter.over(forks);
      if (value != null) {
        counters.put(counter.key(), value);
      }
    }
    return counters;
  }

  private static Map<String, String> facts(
      Cell cell, int threads, Optional<String> apart, Optional<NetworkProfile> network) {
    Map<String, String> facts = new LinkedHashMap<>();
    if (!isFloat(cell)) {
      facts.put("ringBits", String.valueOf(RING_BITS));
    }
    Optional.ofNullable(cell.get(Axis.BACKEND))
        .flatMap(RingBackends::find)
        .ifPresent(backend -> facts.put("instructionSet", backend.instructionSet()));
    if ("threads".equals(cell.get(Axis.EXECUTION))) {
      facts.put("cores", CoreBinding.onCores(PARTIES).describe());
    }
    if (threads > 1 && (cell.isOn(Names.ND4J) || cell.isOn(Names.JAVA_FLOAT))) {
      facts.put("cores", CoreBinding.onProcessors(threads).describe());
    }
    apart.ifPresent(forks -> facts.put("forksOnCoresApart", forks));
    if (cell.isEncrypted()) {
      facts.put("seedExpansion", expansion(cell));
    }
    // 0 is whatever the machine gives.
    network
        .filter(profile -> profile.roundTripMillis() > 0)
        .ifPresent(p -> facts.put("rttMilliseconds", String.valueOf(p.roundTripMillis())));
    network
        .filter(profile -> profile.bitsPerSecond() > 0)
        .ifPresent(p -> facts.put("bandwidthMbits", String.valueOf(p.bitsPerSecond() / MEGA)));
    return facts;
  }

  private static boolean isFloat(Cell cell) {
    return cell.isOn(Names.ND4J)
        || cell.isOn(Names.JAVA_FLOAT)
        || cell.isOn(Names.CUBLAS)
        || cell.isOn(Names.ND4J_CUDA)
        || cell.benchmark() == Benchmark.FLOAT_PEAK;
  }

  /**
   * Parties expand their seeds when correlations are prepared, or in the step that streams them.
   */
  private static String expansion(Cell cell) {
    String phase = cell.get(Axis.PHASE);
    return phase == null || phase.equals(Names.TOTAL) ? Names.TOTAL : Names.OFFLINE;
  }
}
