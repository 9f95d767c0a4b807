package org.ringbench.bench.workload;

import java.util.Arrays;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingTensor;

/**
 * Party 0's share of z truncated, from the opened c = z + 2^62 + r and its shares of the parts of
 * r. With party 1's, computed here from the other shares, it must give z >> s plus the carry of the
 * low bits of z and r: exactly what the protocol promises.
 */
final class RingTruncation extends RingOperation {
  private static final int SHIFT = 16;
  private static final long LOW = (1L << SHIFT) - 1;
  private static final long SLACK = 1L << 62;

  private final long[] expected; // party 0's share
  private final RingTensor c;
  private final RingTensor high;
  private final RingTensor top;
  private final RingTensor share = tensor();

  RingTruncation(int elements, RingBackendProvider provider) {
    super(elements, 0, provider);
    long[] z = Arrays.stream(random()).map(word -> word >> 2).toArray(); // -2^61 to 2^61
    long[] r = random();
    long[] high0 = random();
    long[] top0 = random();
    long[] opened = new long[elements];
    expected = new long[elements];
    for (int i = 0; i < elements; i++) {
      opened[i] = z[i] + SLACK + r[i];
      top0[i] &= LOW;
      long truncated = (z[i] >> SHIFT) + (((z[i] & LOW) + (r[i] & LOW)) >>> SHIFT);
      expected[i] = truncated - second(opened[i], r[i], high0[i], top0[i]);
    }
    c = tensor(opened);
    high = tensor(high0);
    top = tensor(top0);
  }

  /** Party 1's share. */
  private static long second(long opened, long r, long high0, long top0) {
    long high1 = (r >>> SHIFT) - high0;
    long top1 = ((r >>> 63) - top0) & LOW;
    long unwrapped = 1 - (opened >>> 63);
    return unwrapped * (top1 << (64 - SHIFT)) - high1;
  }

  @Override
  void kernels() {
    backend().truncate(c, high, top, SHIFT, true, share);
  }

  @Override
  void requireRight() {
    require(share, expected, 1);
  }

  @Override
  void clear() {
    backend().clear(share);
  }
}
