package org.ringbench.bench.workload;

import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingTensor;

/** acc = acc + x. */
final class RingSum extends RingOperation {
  private final long[] words = random();
  private final RingTensor x = tensor(words);
  private final RingTensor acc = tensor();
  private long times;

  RingSum(int elements, RingBackendProvider provider) {
    super(elements, 0, provider);
  }

  @Override
  void kernels() {
    backend().add(acc, x, acc);
    times++;
  }

  @Override
  void requireRight() {
    require(acc, words, times);
  }
}
