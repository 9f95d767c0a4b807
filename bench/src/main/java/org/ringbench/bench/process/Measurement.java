package org.ringbench.bench.process;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.ringbench.dealer.Run;
import org.ringbench.net.Connection;
import org.ringbench.net.LinkProbe;
import org.ringbench.net.Role;
import org.ringbench.net.Traffic;
import org.ringbench.protocol.Cost;
import org.ringbench.ring.RingBackendProvider;

/** Times steps at a worker, the waiting for the other one and for the dealer included. */
final class Measurement {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Job job;
  private final Connection peer;
  private final int index;
  private final RingBackendProvider backend;

  Measurement(Job job, Connection peer, int index, RingBackendProvider backend) {
    this.job = job;
    this.peer = peer;
    this.index = index;
    this.backend = backend;
  }

  Map<String, Object> run(Consumer<Run> step) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("task", job.agreement().get("task"));
    result.put("worker", index);
    result.put("version", Terms.version());
    result.put("backend", backend.id());
    result.put("instructionSet", backend.instructionSet());
    result.put("batch", job.batches(0)[0].length);
    result.put("features", job.model().features());
    result.put("precision", job.fractionBits());
    int total = job.totalEpochs() * job.stepsPerEpoch();
    int first = total - job.measured();
    long[] nanos = new long[job.measured()];
    Traffic start = peer.traffic();
    Traffic opening = null;
    Traffic steady = start;
    for (int s = 0; s < total; s++) {
      if (s == first) {
        steady = peer.traffic();
      }
      long begin = System.nanoTime();
      step.accept(job.runs(s / job.stepsPerEpoch()).get(s % job.stepsPerEpoch()));
      if (s >= first) {
        nanos[s - first] = System.nanoTime() - begin;
      }
      if (s == 0) {
        opening = peer.traffic().since(start);
      }
    }
    Traffic traffic = peer.traffic().since(steady);
    // Only now: before, the probe would time the compiler.
    LinkProbe probe = LinkProbe.measure(peer, Role.of(index));
    result.put("network", job.agreement().get("network"));
    result.put("probedRoundTripMicroseconds", probe.roundTripMicros());
    result.put("probedMegabitsPerSecond", probe.bitsPerSecond() / 1e6);
    Arrays.sort(nanos);
    result.put("stepsBefore", first);
    result.put("steps", nanos.length);
    Map<String, Object> times = new LinkedHashMap<>();
    times.put("lowerQuartile", quantile(nanos, 0.25));
    times.put("median", quantile(nanos, 0.5));
    times.put("upperQuartile", quantile(nanos, 0.75));
    result.put("millisecondsPerStep", times);
    result.put("roundsPerStep", (double) traffic.rounds() / nanos.length);
    result.put("bytesSentPerStep", (double) traffic.bytesSent() / nanos.length);
    result.put("bytesReceivedPerStep", (double) traffic.bytesReceived() / nanos.length);
    result.put("bytesSentInFirstStep", opening.bytesSent());
    result.put("dealerBytesPerStep", Cost.of(job.fullProgram()).dealerBytes());
    return result;
  }

  private static double quantile(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))]
        / NANOS_PER_MILLI;
  }
}
