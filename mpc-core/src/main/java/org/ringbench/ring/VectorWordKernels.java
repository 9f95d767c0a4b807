package org.ringbench.ring;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.ringbench.ring.Vectors.LENGTH;
import static org.ringbench.ring.Vectors.SPECIES;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** The kernels over single words, a vector at a time; what fills none is left to plain loops. */
final class VectorWordKernels extends WordKernels {
  private static final VectorSpecies<Byte> BYTES = SPECIES.withLanes(byte.class);

  @Override
  void add(HeapTensor x, HeapTensor y, HeapTensor out, int from) {
    int i = from;
    for (int end = SPECIES.loopBound(out.size()); i < end; i += LENGTH) {
      LongVector.fromArray(SPECIES, x.words, x.offset + i)
          .add(LongVector.fromArray(SPECIES, y.words, y.offset + i))
          .intoArray(out.words, out.offset + i);
    }
    super.add(x, y, out, i);
  }

  @Override
  void sub(HeapTensor x, HeapTensor y, HeapTensor out, int from) {
    int i = from;
    for (int end = SPECIES.loopBound(out.size()); i < end; i += LENGTH) {
      LongVector.fromArray(SPECIES, x.words, x.offset + i)
          .sub(LongVector.fromArray(SPECIES, y.words, y.offset + i))
          .intoArray(out.words, out.offset + i);
    }
    super.sub(x, y, out, i);
  }

  @Override
  void xor(HeapTensor x, HeapTensor y, HeapTensor out, int from) {
    int i = from;
    for (int end = SPECIES.loopBound(out.size()); i < end; i += LENGTH) {
      LongVector.fromArray(SPECIES, x.words, x.offset + i)
          .lanewise(XOR, LongVector.fromArray(SPECIES, y.words, y.offset + i))
          .intoArray(out.words, out.offset + i);
    }
    super.xor(x, y, out, i);
  }

  @Override
  void addConstant(long constant, HeapTensor acc, int from) {
    int i = from;
    for (int end = SPECIES.loopBound(acc.size()); i < end; i += LENGTH) {
      LongVector.fromArray(SPECIES, acc.words, acc.offset + i)
          .add(constant)
          .intoArray(acc.words, acc.offset + i);
    }
    super.addConstant(constant, acc, i);
  }

  @Override
  void axpy(long factor, long[] x, int xFrom, long[] acc, int accFrom, int n) {
    int i = 0;
    for (int end = SPECIES.loopBound(n); i < end; i += LENGTH) {
      LongVector product = LongVector.fromArray(SPECIES, x, xFrom + i).mul(factor);
      LongVector.fromArray(SPECIES, acc, accFrom + i).add(product).intoArray(acc, accFrom + i);
    }
    super.axpy(factor, x, xFrom + i, acc, accFrom + i, n - i);
  }

  @Override
  void hadamard(long factor, HeapTensor x, HeapTensor y, HeapTensor acc, int from) {
    int i = from;
    for (int end = SPECIES.loopBound(acc.size()); i < end; i += LENGTH) {
      LongVector product =
          LongVector.fromArray(SPECIES, x.words, x.offset + i)
              .mul(LongVector.fromArray(SPECIES, y.words, y.offset + i))
              .mul(factor);
      LongVector.fromArray(SPECIES, acc.words, acc.offset + i)
          .add(product)
          .intoArray(acc.words, acc.offset + i);
    }
    super.hadamard(factor, x, y, acc, i);
  }

  @Override
  void truncate(
      HeapTensor c,
      HeapTensor high,
      HeapTensor top,
      int shift,
      boolean firstParty,
      HeapTensor y,
      int from) {
    LongVector own = LongVector.broadcast(SPECIES, firstParty ? -1 : 0);
    int i = from;
    for (int end = SPECIES.loopBound(y.size()); i < end; i += LENGTH) {
      LongVector opened = LongVector.fromArray(SPECIES, c.words, c.offset + i);
      LongVector shifted = opened.lanewise(LSHR, shift).sub(1L << (62 - shift));
      LongVector wrapped =
          LongVector.fromArray(SPECIES, top.words, top.offset + i)
              .lanewise(LSHL, 1)
              .lanewise(LSHL, 63 - shift)
              .and(opened.lanewise(ASHR, 63).not());
      shifted
          .and(own)
          .sub(LongVector.fromArray(SPECIES, high.words, high.offset + i))
          .add(wrapped)
          .intoArray(y.words, y.offset + i);
    }
    super.truncate(c, high, top, shift, firstParty, y, i);
  }

  @Override
  void shiftShare(HeapTensor share, int shift, boolean firstParty, int from) {
    // The negative of a word is (word ^ -1) - -1.
    LongVector sign = LongVector.broadcast(SPECIES, firstParty ? 0 : -1);
    int i = from;
    for (int end = SPECIES.loopBound(share.size()); i < end; i += LENGTH) {
      LongVector word =
          LongVector.fromArray(SPECIES, share.words, share.offset + i)
              .lanewise(XOR, sign)
              .sub(sign);
      word.lanewise(ASHR, shift)
          .lanewise(XOR, sign)
          .sub(sign)
          .intoArray(share.words, share.offset + i);
    }
    super.shiftShare(share, shift, firstParty, i);
  }

  @Override
  void dealTruncation(
      HeapTensor r,
      HeapTensor high0,
      HeapTensor top0,
      int shift,
      HeapTensor high1,
      HeapTensor top1,
      int from) {
    long lowBits = (1L << shift) - 1;
    int i = from;
    for (int end = SPECIES.loopBound(r.size()); i < end; i += LENGTH) {
      LongVector random = LongVector.fromArray(SPECIES, r.words, r.offset + i);
      LongVector high =
          random
              .lanewise(LSHR, shift)
              .sub(LongVector.fromArray(SPECIES, high0.words, high0.offset + i));
      LongVector top =
          random.lanewise(LSHR, 63).sub(LongVector.fromArray(SPECIES, top0.words, top0.offset + i));
      high.intoArray(high1.words, high1.offset + i);
      top.and(lowBits).intoArray(top1.words, top1.offset + i);
    }
    super.dealTruncation(r, high0, top0, shift, high1, top1, i);
  }

  @Override
  void dealBit(HeapTensor m0, HeapTensor m1, HeapTensor arith0, HeapTensor arith1, int from) {
    int i = from;
    for (int end = SPECIES.loopBound(arith0.size()); i < end; i += LENGTH) {
      LongVector m =
          LongVector.fromArray(SPECIES, m0.words, m0.offset + planeWord(i))
              .lanewise(XOR, LongVector.fromArray(SPECIES, m1.words, m1.offset + planeWord(i)));
      LongVector bit = m.lanewise(LSHL, 63 - planeBit(i)).lanewise(LSHR, 63);
      bit.sub(LongVector.fromArray(SPECIES, arith0.words, arith0.offset + i))
          .intoArray(arith1.words, arith1.offset + i);
    }
    super.dealBit(m0, m1, arith0, arith1, i);
  }

  @Override
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
    long lowBits = (1L << shift) - 1;
    int i = from;
    for (int end = SPECIES.loopBound(r.size()); i < end; i += LENGTH) {
      LongVector m =
          LongVector.fromArray(SPECIES, m0.words, m0.offset + planeWord(i))
              .lanewise(XOR, LongVector.fromArray(SPECIES, m1.words, m1.offset + planeWord(i)));
      LongVector minusM = m.lanewise(LSHL, 63 - planeBit(i)).lanewise(ASHR, 63);
      LongVector random = LongVector.fromArray(SPECIES, r.words, r.offset + i).and(minusM);
      LongVector high =
          random
              .lanewise(LSHR, shift)
              .sub(LongVector.fromArray(SPECIES, high0.words, high0.offset + i));
      LongVector top =
          random.lanewise(LSHR, 63).sub(LongVector.fromArray(SPECIES, top0.words, top0.offset + i));
      high.intoArray(high1.words, high1.offset + i);
      top.and(lowBits).intoArray(top1.words, top1.offset + i);
    }
    super.dealSelection(m0, m1, r, shift, high0, top0, high1, top1, i);
  }

  @Override
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
    int i = from;
    for (int end = SPECIES.loopBound(out.size()); i < end; i += LENGTH) {
      LongVector opened = LongVector.fromArray(SPECIES, c.words, c.offset + i);
      LongVector shifted = opened.lanewise(LSHR, shift).sub(1L << (62 - shift));
      LongVector wrapped =
          LongVector.fromArray(SPECIES, top.words, top.offset + i)
              .lanewise(LSHL, 1)
              .lanewise(LSHL, 63 - shift)
              .and(opened.lanewise(ASHR, 63).not());
      LongVector my =
          shifted
              .mul(LongVector.fromArray(SPECIES, m.words, m.offset + i))
              .sub(LongVector.fromArray(SPECIES, high.words, high.offset + i))
              .add(wrapped);
      // -t & y, and my or its negative (my ^ -t) - -t.
      LongVector minusT =
          LongVector.fromArray(SPECIES, t.words, t.offset + planeWord(i))
              .lanewise(LSHL, 63 - planeBit(i))
              .lanewise(ASHR, 63);
      LongVector.fromArray(SPECIES, y.words, y.offset + i)
          .and(minusT)
          .add(my.lanewise(XOR, minusT).sub(minusT))
          .intoArray(out.words, out.offset + i);
    }
    super.select(t, y, c, m, high, top, shift, out, i);
  }

  @Override
  void counters(long stream, long firstBlock, byte[] blocks, int count, int from) {
    LongVector lanes = LongVector.zero(SPECIES).addIndex(1);
    VectorMask<Long> odd = lanes.and(1).compare(NE, 0);
    LongVector block = lanes.lanewise(LSHR, 1).add(firstBlock + from).blend(stream, odd);
    LongVector step = LongVector.broadcast(SPECIES, LENGTH / 2).blend(0, odd);
    int blockBytes = 2 * Long.BYTES;
    int i = from * blockBytes;
    for (int end = BYTES.loopBound(count * blockBytes); i < end; i += BYTES.length()) {
      block.reinterpretAsBytes().intoArray(blocks, i);
      block = block.add(step);
    }
    super.counters(stream, firstBlock, blocks, count, i / blockBytes);
  }

  /** The word of a tensor of one plane that holds the bit of element {@code i}. */
  private static int planeWord(int i) {
    return i / BitPlanes.TILE * BitPlanes.LANES + i % BitPlanes.LANES;
  }

  private static int planeBit(int i) {
    return i % BitPlanes.TILE / BitPlanes.LANES;
  }
}
