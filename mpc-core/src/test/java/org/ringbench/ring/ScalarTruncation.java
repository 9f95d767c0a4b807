package org.ringbench.ring;

/** The kernels of truncation and selection, one element at a time; the sizes fit. */
final class ScalarTruncation {
  private final ScalarRing ring;

  ScalarTruncation(ScalarRing ring) {
    this.ring = ring;
  }

  void truncate(
      HeapTensor c, HeapTensor high, HeapTensor top, int shift, boolean firstParty, HeapTensor y) {
    for (int i = 0; i < y.size(); i++) {
      long value = ring.get(c, i);
      ring.put(
          y,
          i,
          (firstParty ? shifted(value, shift) : 0)
              - ring.get(high, i)
              + wrap(value, ring.get(top, i), shift));
    }
  }

  void shiftShare(HeapTensor share, int shift, boolean firstParty) {
    int unused = 64 - ring.bits();
    for (int i = 0; i < share.size(); i++) {
      long word = firstParty ? ring.get(share, i) : -ring.get(share, i);
      long shifted = word << unused >> unused >> shift;
      ring.put(share, i, firstParty ? shifted : -shifted);
    }
  }

  void dealTruncation(
      HeapTensor r,
      HeapTensor high0,
      HeapTensor top0,
      int shift,
      HeapTensor high1,
      HeapTensor top1) {
    for (int i = 0; i < r.size(); i++) {
      long value = ring.get(r, i);
      long high = (value >>> shift) - ring.get(high0, i);
      long top = (ring.msb(value) - ring.get(top0, i)) & ScalarRing.lowBits(shift);
      ring.put(high1, i, high);
      ring.put(top1, i, top);
    }
  }

  void dealBit(HeapTensor m0, HeapTensor m1, HeapTensor arith0, HeapTensor arith1) {
    BitView b0 = new BitView(m0, 1);
    BitView b1 = new BitView(m1, 1);
    for (int e = 0; e < arith0.size(); e++) {
      ring.put(arith1, e, (b0.get(0, e) ^ b1.get(0, e)) - ring.get(arith0, e));
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
      HeapTensor top1) {
    BitView b0 = new BitView(m0, 1);
    BitView b1 = new BitView(m1, 1);
    for (int e = 0; e < r.size(); e++) {
      long m = b0.get(0, e) ^ b1.get(0, e);
      long value = ring.get(r, e);
      long high = m * (value >>> shift) - ring.get(high0, e);
      long top = (m * ring.msb(value) - ring.get(top0, e)) & ScalarRing.lowBits(shift);
      ring.put(high1, e, high);
      ring.put(top1, e, top);
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
      HeapTensor out) {
    BitView flip = new BitView(t, 1);
    for (int e = 0; e < out.size(); e++) {
      long ce = ring.get(c, e);
      long my =
          shifted(ce, shift) * ring.get(m, e)
              - ring.get(high, e)
              + wrap(ce, ring.get(top, e), shift);
      long te = flip.get(0, e);
      ring.put(out, e, te * ring.get(y, e) + (1 - 2 * te) * my);
    }
  }

  /** (c >>> shift) - 2^(p - shift). */
  private long shifted(long c, int shift) {
    return (c >>> shift) - (1L << (ring.bits() - 2 - shift));
  }

  /** (1 - msb c) * (top << (bits - shift)), 0 for shift 0. */
  private long wrap(long c, long top, int shift) {
    return shift == 0 ? 0 : (1 - ring.msb(c)) * (top << (ring.bits() - shift));
  }
}
