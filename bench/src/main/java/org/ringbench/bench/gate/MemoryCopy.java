package org.ringbench.bench.gate;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.ringbench.bench.results.Statistics;

/**
 * Copies from memory to memory on one thread: bytes copied a second, as the median of some copies
 * of 64 MiB. It needs 128 MiB outside of the heap.
 */
final class MemoryCopy implements Ruler {
  private static final long BYTES = 64L << 20;
  private static final int COPIES = 7;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment from = arena.allocate(BYTES);
  private final MemorySegment to = arena.allocate(BYTES);

  MemoryCopy() {
    from.fill((byte) 1); // gives it pages of its own
    to.fill((byte) 2);
  }

  @Override
  public double measure() {
    List<Double> rates = new ArrayList<>();
    for (int copy = 0; copy < COPIES; copy++) {
      long start = System.nanoTime();
      to.copyFrom(from);
      rates.add(BYTES / (double) (System.nanoTime() - start));
    }
    return Statistics.median(rates);
  }

  @Override
  public void close() {
    arena.close();
  }
}
