package org.ringbench.ring;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The kernels over single words as plain loops.
 *
 * <p>Each works on the elements from {@code from} on, so that {@link VectorWordKernels} leaves it
 * the elements that fill no vector.
 */
class WordKernels {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  void add(HeapTensor x, HeapTensor y, HeapTensor out, int from) {
    int n = out.size();
    for (int i = from; i < n; i++) {
      out.words[out.offset + i] = x.words[x.offset + i] + y.words[y.offset + i];
    }
  }

  void sub(HeapTensor x, HeapTensor y, HeapTensor out, int from) {
    int n = out.size();
    for (int i = from; i < n; i++) {
      out.words[out.offset + i] = x.words[x.offset + i] - y.words[y.offset + i];
    }
  }

  void xor(HeapTensor x, HeapTensor y, HeapTensor out, int from) {
    int n = out.size();
    for (int i = from; i < n; i++) {
      out.words[out.offset + i] = x.words[x.offset + i] ^ y.words[y.offset + i];
    }
  }

  void addConstant(long constant, HeapTensor acc, int from) {
    int n = acc.size();
    for (int i = from; i < n; i++) {
      acc.words[acc.offset + i] += constant;
    }
  }

  /** acc += factor * x on {@code n} words. */
  void axpy(long factor, long[] x, int xFrom, long[] acc, int accFrom, int n) {
    for (int i = 0; i < n; i++) {
      acc[accFrom + i] += factor * x[xFrom + i];
    }
  }

  void hadamard(long factor, HeapTensor x, HeapTensor y, HeapTensor acc, int from) {
    int n = acc.size();
    for (int i = from; i < n; i++) {
      acc.words[acc.offset + i] += factor * x.words[x.offset + i] * y.words[y.offset + i];
    }
  }

  void truncate(
      HeapTensor c,
      HeapTensor high,
      HeapTensor top,
      int shift,
      boolean firstParty,
      HeapTensor y,
      int from) {
    int n = y.size();
    long own = firstParty ? -1 : 0;
    for (int i = from; i < n; i++) {
      long opened = c.words[c.offset + i];
      y.words[y.offset + i] =
          (shifted(opened, shift) & own)
              - high.words[high.offset + i]
              + wrap(opened, top.words[top.offset + i], shift);
    }
  }

  void shiftShare(HeapTensor share, int shift, boolean firstParty, int from) {
    int n = share.size();
    for (int i = from; i < n; i++) {
      long word = share.words[share.offset + i];
      share.words[share.offset + i] = firstParty ? word >> shift : -(-word >> shift);
    }
  }

  void dealTruncation(
      HeapTensor r,
      HeapTensor high0,
      HeapTensor top0,
      int shift,
      HeapTensor high1,
      HeapTensor top1,
      int from) {
    int n = r.size();
    long lowBits = (1L << shift) - 1;
    for (int i = from; i < n; i++) {
      long random = r.words[r.offset + i];
      long high = (random >>> shift) - high0.words[high0.offset + i];
      long top = ((random >>> 63) - top0.words[top0.offset + i]) & lowBits;
      high1.words[high1.offset + i] = high;
      top1.words[top1.offset + i] = top;
    }
  }

  void dealBit(HeapTensor m0, HeapTensor m1, HeapTensor arith0, HeapTensor arith1, int from) {
    int n = arith0.size();
    for (int i = from; i < n; i++) {
      arith1.words[arith1.offset + i] = (bit(m0, i) ^ bit(m1, i)) - arith0.words[arith0.offset + i];
    }
  }

  void dealSelection(
      HeapTensor m0,
      HeapTensor m1,
      HeapTensor r,
      int shift,
      HeapTensor high0,
      HeapTensor top0,
      HeapTensor high1,
      HeapTensor top1,
      int from) {
    int n = r.size();
    long lowBits = (1L << shift) - 1;
    for (int i = from; i < n; i++) {
      long random = -(bit(m0, i) ^ bit(m1, i)) & r.words[r.offset + i];
      long high = (random >>> shift) - high0.words[high0.offset + i];
      long top = ((random >>> 63) - top0.words[top0.offset + i]) & lowBits;
      high1.words[high1.offset + i] = high;
      top1.words[top1.offset + i] = top;
    }
  }

  void select(
      HeapTensor t,
      HeapTensor y,
      HeapTensor c,
      HeapTensor m,
      HeapTensor high,
      HeapTensor top,
      int shift,
      HeapTensor out,
      int from) {
    int n = out.size();
    for (int i = from; i < n; i++) {
      long opened = c.words[c.offset + i];
      long my =
          shifted(opened, shift) * m.words[m.offset + i]
              - high.words[high.offset + i]
              + wrap(opened, top.words[top.offset + i], shift);
      out.words[out.offset + i] = bit(t, i) == 1 ? y.words[y.offset + i] - my : my;
    }
  }

  /** Blocks of (firstBlock + j, stream), little-endian, from block {@code from} on. */
  void counters(long stream, long firstBlock, byte[] blocks, int count, int from) {
    for (int j = from; j < count; j++) {
      LONGS.set(blocks, 16 * j, firstBlock + j);
      LONGS.set(blocks, 16 * j + 8, stream);
    }
  }

  /** (c >>> shift) - 2^(62 - shift). */
  private static long shifted(long c, int shift) {
    return (c >>> shift) - (1L << (62 - shift));
  }

  /** (1 - msb c) * (top << (64 - shift)): two shifts, because Java's own are modulo 64. */
  private static long wrap(long c, long top, int shift) {
    return top << 1 << (63 - shift) & ~(c >> 63);
  }

  /** The bit of element {@code i} in a tensor of one plane. */
  private static long bit(HeapTensor plane, int i) {
    int word = i / BitPlanes.TILE * BitPlanes.LANES + i % BitPlanes.LANES;
    return plane.words[plane.offset + word] >>> (i % BitPlanes.TILE / BitPlanes.LANES) & 1;
  }
}
