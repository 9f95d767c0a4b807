package org.ringbench.bench.run;

import java.util.List;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.results.Statistics;
import org.ringbench.bench.workload.Networks;
import org.ringbench.net.NetworkProfile;

/** Makes rows of the results file from forks. */
final class Rows {
  private static final int RING_BITS = 64;

  private Rows() {}

  /**
   * The row of a cell.
   *
   * @throws MeasurementException if its forks contradict each other
   */
  static Row of(Cell cell, List<Fork> forks) throws MeasurementException {
    List<Double> times = forks.stream().map(Fork::milliseconds).toList();
    boolean isEncrypted = cell.isOn(Names.ENCRYPTED) || cell.benchmark() == Benchmark.RELU;
    boolean isFloat =
        cell.isOn(Names.ND4J)
            || cell.isOn(Names.JAVA_FLOAT)
            || cell.isOn(Names.CUBLAS)
            || cell.isOn(Names.ND4J_CUDA)
            || cell.benchmark() == Benchmark.FLOAT_PEAK;
    String phase = cell.benchmark() == Benchmark.RELU ? Names.TOTAL : cell.get(Axis.PHASE);
    Long threads = Counter.THREADS.over(forks);
    return new Row(
        cell.benchmark().title(),
        cell.get(Axis.MODEL),
        cell.get(Axis.ENGINE),
        cell.get(Axis.BACKEND),
        isFloat ? null : RING_BITS,
        cell.number(Axis.FRACTION_BITS),
        cell.number(Axis.BATCH_SIZE),
        cell.get(Axis.COMPARISON),
        isEncrypted ? network(cell.get(Axis.NETWORK)) : null,
        phase,
        Statistics.interval(times),
        times,
        Counter.ROUNDS.over(forks),
        Counter.BYTES_SENT_PER_PARTY.over(forks),
        Counter.DEALER_BYTES.over(forks),
        Counter.ALLOCATED_BYTES_PER_STEP.over(forks),
        cell.get(Axis.ACTIVATION),
        threads == null ? null : threads.intValue(),
        cell.get(cell.benchmark() == Benchmark.RELU ? Axis.ELEMENTS : Axis.SIZE),
        Counter.MULTIPLY_ADDS.over(forks),
        Counter.FIRST_STEP_BYTES_SENT_PER_PARTY.over(forks),
        isEncrypted ? expansion(phase) : null,
        cell.get(Axis.EXECUTION));
  }

  private static String network(String choice) {
    String name = choice == null ? NetworkProfile.IN_MEMORY.name() : Networks.of(choice).name();
    return name.equals(NetworkProfile.IN_MEMORY.name()) ? Names.MEMORY : name;
  }

  /**
   * Parties expand their seeds when correlations are prepared, or in the step that streams them.
   */
  private static String expansion(String phase) {
    return phase.equals(Names.TOTAL) ? Names.TOTAL : Names.OFFLINE;
  }
}
