package org.ringbench.bench.process;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.ringbench.dealer.Run;
import org.ringbench.net.Connection;
import org.ringbench.net.Message;
import org.ringbench.net.Traffic;
import org.ringbench.protocol.Cost;

/** Times steps at a worker, the waiting for the other one and for the dealer included. */
final class Measurement {
  private static final int ROUND_TRIPS = 200;
  private static final int BULK = 8 << 20;
  private static final int BULKS = 5;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Job job;
  private final Connection peer;
  private final int index;

  Measurement(Job job, Connection peer, int index) {
    this.job = job;
    this.peer = peer;
    this.index = index;
  }

  Map<String, Object> run(Consumer<Run> step) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("task", job.agreement().get("task"));
    result.put("worker", index);
    result.put("version", Terms.version());
    result.put("batch", job.batches(0)[0].length);
    result.put("features", job.model().features());
    result.put("precision", job.fractionBits());
    probe(result);
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

  /** What the network between the workers gives, with TLS and frames. */
  private void probe(Map<String, Object> result) {
    MemorySegment small = MemorySegment.ofArray(new byte[8]);
    MemorySegment smallIn = MemorySegment.ofArray(new byte[8]);
    long[] trips = new long[ROUND_TRIPS];
    for (int i = 0; i < trips.length; i++) {
      long begin = System.nanoTime();
      // There and back: worker 1 answers what it got.
      if (index == 0) {
        peer.send(Message.PROBE, small);
        peer.receive(Message.PROBE, smallIn);
      } else {
        peer.receive(Message.PROBE, smallIn);
        peer.send(Message.PROBE, small);
      }
      trips[i] = System.nanoTime() - begin;
    }
    Arrays.sort(trips);
    MemorySegment out = MemorySegment.ofArray(new byte[BULK]);
    MemorySegment in = MemorySegment.ofArray(new byte[BULK]);
    long[] bulks = new long[BULKS];
    for (int i = 0; i < bulks.length; i++) {
      long begin = System.nanoTime();
      peer.exchange(Message.PROBE, out, in);
      bulks[i] = System.nanoTime() - begin;
    }
    Arrays.sort(bulks);
    result.put("probedRoundTripMicroseconds", trips[ROUND_TRIPS / 2] / 1e3);
    result.put("probedMegabitsPerSecondEachWay", BULK * 8.0 / (bulks[BULKS / 2] / 1e9) / 1e6);
  }
}
