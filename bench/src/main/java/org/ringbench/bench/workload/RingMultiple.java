package org.ringbench.bench.workload;

import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingTensor;

/** acc = acc + factor * x, for a public factor: a party's share of a multiple. */
final class RingMultiple extends RingOperation {
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  private final long[] words = random();
  private final RingTensor x = tensor(words);
  private final RingTensor acc = tensor();
  private long times;

  RingMultiple(int elements, RingBackendProvider provider) {
    super(elements, elements, provider);
  }

  @Override
  void kernels() {
    backend().axpy(FACTOR, x, acc);
    times++;
  }

  @Override
  void requireRight() {
    require(acc, words, times * FACTOR);
  }
}
