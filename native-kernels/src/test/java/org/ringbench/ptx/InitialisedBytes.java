package org.ringbench.ptx;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/** One bit for each byte of a memory: whether it was ever written. */
final class InitialisedBytes {
  private static final VarHandle BITS = MethodHandles.arrayElementVarHandle(byte[].class);

  private final byte[] bits;

  InitialisedBytes(int bytes) {
    bits = new byte[(bytes + 7) / 8];
  }

  void reset() {
    Arrays.fill(bits, (byte) 0);
  }

  /** Whether all of an aligned power of two of up to 16 bytes were written. */
  boolean test(int at, int width) {
    if (width == 8) {
      return bits[at >> 3] == -1;
    }
    if (width == 16) {
      return (bits[at >> 3] & bits[(at >> 3) + 1]) == -1;
    }
    int mask = ((1 << width) - 1) << (at & 7);
    return (bits[at >> 3] & mask) == mask;
  }

  /** Marks an aligned power of two of up to 16 bytes; safe beside other threads. */
  void mark(int at, int width) {
    if (width == 8) {
      bits[at >> 3] = -1;
    } else if (width == 16) {
      bits[at >> 3] = -1;
      bits[(at >> 3) + 1] = -1;
    } else {
      int mask = ((1 << width) - 1) << (at & 7);
      if ((bits[at >> 3] & mask) != mask) {
        BITS.getAndBitwiseOr(bits, at >> 3, (byte) mask);
      }
    }
  }

  void set(int from, int count) {
    int at = from;
    int end = from + count;
    while (at < end) {
      if ((at & 7) == 0 && end - at >= 8) {
        Arrays.fill(bits, at >> 3, end >> 3, (byte) -1);
        at = end & -8;
      } else {
        mark(at++, 1);
      }
    }
  }

  /** The first byte of the range that was not written, or -1. */
  int firstClear(int from, int count) {
    for (int at = from; at < from + count; at++) {
      if ((at & 7) == 0 && bits[at >> 3] == -1) {
        at += 7;
      } else if (!test(at, 1)) {
        return at;
      }
    }
    return -1;
  }

  /** Takes over a range of another's bits. */
  void copy(int to, InitialisedBytes that, int from, int count) {
    boolean[] copied = new boolean[count];
    for (int i = 0; i < count; i++) {
      copied[i] = that.test(from + i, 1);
    }
    for (int i = 0; i < count; i++) {
      int bit = 1 << ((to + i) & 7);
      int index = (to + i) >> 3;
      bits[index] = (byte) (copied[i] ? bits[index] | bit : bits[index] & ~bit);
    }
  }
}
