package org.ringbench.bench.process;

import java.lang.foreign.MemorySegment;
import org.ringbench.data.Dataset;
import org.ringbench.data.FloatTensor;
import org.ringbench.net.Connection;
import org.ringbench.net.Message;
import org.ringbench.ring.Shape;

/** Shows each worker the other's rows, for a comparison that both have allowed. */
final class RowExchange {
  private final Connection peer;
  private final int index;

  RowExchange(Connection peer, int index) {
    this.peer = peer;
    this.index = index;
  }

  /** All rows, worker 0's first. */
  Dataset joined(Dataset own, int otherRows) {
    return new Dataset(
        "both workers' rows", joined(own.features(), otherRows), joined(own.labels(), otherRows));
  }

  private FloatTensor joined(FloatTensor own, int otherRows) {
    int cols = own.shape().cols();
    float[] other = new float[otherRows * cols];
    peer.exchange(Message.DATA, MemorySegment.ofArray(own.values()), MemorySegment.ofArray(other));
    float[] first = index == 0 ? own.values() : other;
    float[] second = index == 0 ? other : own.values();
    FloatTensor all = new FloatTensor(new Shape(own.shape().rows() + otherRows, cols));
    System.arraycopy(first, 0, all.values(), 0, first.length);
    System.arraycopy(second, 0, all.values(), first.length, second.length);
    return all;
  }
}
