package org.ringbench.share;

import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;

/** Additive sharing: [x]_0 + [x]_1 = x in the ring, and each share alone is uniform. */
public final class Sharing {
  private Sharing() {}

  /**
   * Splits a value that one party knows: what it keeps is x minus the other's share, and the other
   * expands that share from {@code stream} of a key that both hold.
   *
   * @param prg of the key
   * @param holder whether this is the party that knows x, and not the one that gets the random
   *     share
   * @param x holds the value at the holder, anything at the other; becomes the share
   */
  public static void split(
      RingBackend backend, RingBackend.Prg prg, long stream, boolean holder, RingTensor x) {
    if (holder) {
      RingTensor share = backend.allocate(x.shape());
      backend.expand(prg, stream, 0, share);
      backend.sub(x, share, x);
    } else {
      backend.expand(prg, stream, 0, x);
    }
  }

  /** The value of two shares, which lie in the host's memory. */
  public static long[] join(long[] share0, long[] share1) {
    if (share0.length != share1.length) {
      throw new IllegalArgumentException(
          "shares of " + share0.length + " and " + share1.length + " elements");
    }
    long[] value = new long[share0.length];
    for (int i = 0; i < value.length; i++) {
      value[i] = share0[i] + share1[i];
    }
    return value;
  }
}
