package org.ringbench.bench.gate;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.ringbench.net.Link;
import org.ringbench.net.LinkException;
import org.ringbench.net.NetworkProfile;

/**
 * A round of the parties' protocol that carries next to nothing: both ends of a link exchange eight
 * bytes, each in a thread. The figure is the median of some hundred rounds, in microseconds.
 */
final class RoundTrip implements Ruler {
  private static final int BYTES = 8;
  private static final int WARM_UP = 200;
  private static final int ROUNDS = 800;
  private static final double NANOS_PER_MICRO = 1e3;

  private final NetworkProfile network;

  RoundTrip(NetworkProfile network) {
    this.network = network;
  }

  @Override
  public double measure() {
    Link[] ends = network.pair();
    try (Link here = ends[0];
        Link there = ends[1]) {
      Thread peer = Thread.ofPlatform().daemon().start(() -> answer(there));
      long[] nanos = rounds(here);
      peer.join();
      return nanos[ROUNDS / 2] / NANOS_PER_MICRO;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LinkException("interrupted");
    }
  }

  private static void answer(Link link) {
    try {
      rounds(link);
    } catch (LinkException _) {
      // The other end says it.
    }
  }

  /** The times of all rounds but the first ones, sorted. */
  private static long[] rounds(Link link) {
    MemorySegment out = MemorySegment.ofArray(new byte[BYTES]);
    MemorySegment in = MemorySegment.ofArray(new byte[BYTES]);
    long[] nanos = new long[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      long start = System.nanoTime();
      link.exchange(out, in);
      if (round >= 0) {
        nanos[round] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    return nanos;
  }
}
