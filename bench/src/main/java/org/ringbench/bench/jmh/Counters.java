package org.ringbench.bench.jmh;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.ringbench.bench.workload.Tally;

/**
 * What an operation counts beside its time, by the names of the results file. JMH reads the methods
 * at the end of each iteration; NaN says that a counter has no meaning for the benchmark.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Counters {
  private double rounds = Double.NaN;
  private double bytesSentPerParty = Double.NaN;
  private double firstStepBytesSentPerParty = Double.NaN;
  private double dealerBytes = Double.NaN;
  private double correlations = Double.NaN;
  private double peakBytes = Double.NaN;
  private double multiplyAdds = Double.NaN;
  private double threads = Double.NaN;
  private double allocatedBytesPerStep = Double.NaN;
  private double coreRoundTripNanos = Double.NaN;
  private double coreWaitMillis = Double.NaN;

  /** Rounds of an operation. */
  public double rounds() {
    return rounds;
  }

  /** Bytes that each party sends for an operation. */
  public double bytesSentPerParty() {
    return bytesSentPerParty;
  }

  /** The same for the step that opens the batch. */
  public double firstStepBytesSentPerParty() {
    return firstStepBytesSentPerParty;
  }

  /** Bytes that the dealer sends for an operation. */
  public double dealerBytes() {
    return dealerBytes;
  }

  /** Correlations that the parties consume for an operation. */
  public double correlations() {
    return correlations;
  }

  /** Bytes of the tensors of both parties and of the dealer. */
  public double peakBytes() {
    return peakBytes;
  }

  /** Multiply-adds of an operation, by all who compute. */
  public double multiplyAdds() {
    return multiplyAdds;
  }

  /** Threads that compute. */
  public double threads() {
    return threads;
  }

  /** Heap bytes that one operation allocates on all threads. */
  public double allocatedBytesPerStep() {
    return allocatedBytesPerStep;
  }

  /** Nanoseconds of a round trip between the two cores before the iteration. */
  public double coreRoundTripNanos() {
    return coreRoundTripNanos;
  }

  /** Milliseconds that the iteration waited for near cores. */
  public double coreWaitMillis() {
    return coreWaitMillis;
  }

  /** Takes the counts of an operation, and where it ran. */
  void set(Tally tally, NearCores.Seen cores) {
    set(tally);
    coreRoundTripNanos = cores.roundTripNanos();
    coreWaitMillis = cores.waitedMillis();
  }

  /** Takes the counts of an operation. */
  void set(Tally tally) {
    threads = tally.threads();
    multiplyAdds = tally.multiplyAdds();
    allocatedBytesPerStep = orNaN(tally.allocatedBytes());
    rounds = orNaN(tally.rounds());
    bytesSentPerParty = orNaN(tally.bytesSentPerParty());
    firstStepBytesSentPerParty = orNaN(tally.firstStepBytesSentPerParty());
    dealerBytes = orNaN(tally.dealerBytes());
    correlations = orNaN(tally.correlations());
    peakBytes = orNaN(tally.peakBytes());
  }

  private static double orNaN(Long count) {
    return count == null ? Double.NaN : count;
  }

  void setMultiplyAdds(long count) {
    multiplyAdds = count;
  }

  void setThreads(int count) {
    threads = count;
  }
}
