package org.ringbench.bench.workload;

import java.util.Arrays;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingTensor;

/**
 * A party's work for the opening D = x - l of a masked value: its share of D for the message, and D
 * from both messages. Nothing is sent.
 */
final class RingOpening extends RingOperation {
  private final long[] sent;
  private final long[] opened;
  private final RingTensor share;
  private final RingTensor mask;
  private final RingTensor message = tensor();
  private final RingTensor other;
  private final RingTensor d = tensor();

  RingOpening(int elements, RingBackendProvider provider) {
    super(elements, 0, provider);
    long[] x = random();
    long[] l = random();
    long[] theirs = random();
    sent = new long[elements];
    opened = new long[elements];
    Arrays.setAll(sent, i -> x[i] - l[i]);
    Arrays.setAll(opened, i -> sent[i] + theirs[i]);
    share = tensor(x);
    mask = tensor(l);
    other = tensor(theirs);
  }

  @Override
  void kernels() {
    backend().sub(share, mask, message);
    backend().add(message, other, d);
  }

  @Override
  void requireRight() {
    require(message, sent, 1);
    require(d, opened, 1);
  }

  @Override
  void clear() {
    backend().clear(message);
    backend().clear(d);
  }
}
