package org.ringbench.ring;

import static jdk.incubator.vector.VectorOperators.XOR;
import static org.ringbench.ring.Vectors.LENGTH;
import static org.ringbench.ring.Vectors.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.LongVector;

/**
 * The thermometer codes of a chunk, see {@link ComparisonLayout}, in one tile: written for chunks
 * of four bits and of one; others are filled up to four with zeros.
 */
final class VectorChunks {
  private static final int LANES = BitPlanes.LANES;

  /** Bits of a whole chunk. */
  private static final int WHOLE = 4;

  private final long[] shortBits = new long[WHOLE * LANES];
  private final long[] shortCodes = new long[(1 << WHOLE) * LANES];

  /** Steps of a computation, a plane each. */
  private final long[] steps = new long[8 * LANES];

  /** The pair of a chunk v: lt = T_v and eq = T_v xor T_(v-1). */
  void compare(
      int width,
      long[] bits,
      int bit,
      long[] codes,
      int code,
      boolean firstParty,
      long[] pairs,
      int pair) {
    long own = firstParty ? -1 : 0;
    if (width == 1) {
      compareBit(bits, bit, codes, code, own, pairs, pair);
      return;
    }
    boolean whole = width == WHOLE;
    if (!whole) {
      fillUp(width, bits, bit, codes, code);
    }
    long[] v = whole ? bits : shortBits;
    int atV = whole ? bit : 0;
    long[] t = whole ? codes : shortCodes;
    int atT = whole ? code : 0;
    for (int quarter = 0; quarter < 4; quarter++) {
      chooseByLowBits(v, atV, t, atT, quarter);
    }
    chooseByHighBits(v, atV, own, pairs, pair);
  }

  /** Party 1's codes of a chunk of r from party 0's; the two may be the same. */
  void deal(int width, long[] bits, int bit, long[] dealt0, int in, long[] dealt1, int out) {
    if (width == 1) {
      // T_0 is the bit.
      for (int lane = 0; lane < LANES; lane += LENGTH) {
        LongVector.fromArray(SPECIES, bits, bit + lane)
            .lanewise(XOR, LongVector.fromArray(SPECIES, dealt0, in + lane))
            .intoArray(dealt1, out + lane);
      }
    } else if (width == WHOLE) {
      dealHighCodes(bits, bit, dealt0, in, dealt1, out);
      dealOtherCodes(bits, bit, dealt0, in, dealt1, out);
    } else {
      fillUp(width, bits, bit, dealt0, in);
      dealHighCodes(shortBits, 0, shortCodes, 0, shortCodes, 0);
      dealOtherCodes(shortBits, 0, shortCodes, 0, shortCodes, 0);
      System.arraycopy(shortCodes, 0, dealt1, out, ((1 << width) - 1) * LANES);
    }
  }

  private void fillUp(int width, long[] bits, int bit, long[] codes, int code) {
    System.arraycopy(bits, bit, shortBits, 0, width * LANES);
    Arrays.fill(shortBits, width * LANES, shortBits.length, 0);
    int words = ((1 << width) - 1) * LANES;
    System.arraycopy(codes, code, shortCodes, 0, words);
    Arrays.fill(shortCodes, words, shortCodes.length, 0);
  }

  /** lt = T_0 where v is 0, eq = T_0 xor [v = 0]. */
  private static void compareBit(
      long[] bits, int bit, long[] codes, int code, long own, long[] pairs, int pair) {
    for (int lane = 0; lane < LANES; lane += LENGTH) {
      LongVector zero = LongVector.fromArray(SPECIES, bits, bit + lane).not();
      LongVector t = LongVector.fromArray(SPECIES, codes, code + lane);
      t.and(zero).intoArray(pairs, pair + lane);
      t.lanewise(XOR, zero.and(LongVector.broadcast(SPECIES, own)))
          .intoArray(pairs, pair + LANES + lane);
    }
  }

  /**
   * T_v and T_(v-1) among the four v whose high bits are {@code quarter}; T_-1 and T_15 count as 0.
   */
  private void chooseByLowBits(long[] bits, int bit, long[] codes, int code, int quarter) {
    int first = code + 4 * quarter * LANES;
    int last = quarter == 3 ? first : first + 3 * LANES;
    int before = quarter == 0 ? first : first - LANES;
    LongVector lastCounts = LongVector.broadcast(SPECIES, quarter == 3 ? 0 : -1);
    LongVector beforeCounts = LongVector.broadcast(SPECIES, quarter == 0 ? 0 : -1);
    for (int lane = 0; lane < LANES; lane += LENGTH) {
      LongVector v0 = LongVector.fromArray(SPECIES, bits, bit + lane);
      LongVector v1 = LongVector.fromArray(SPECIES, bits, bit + LANES + lane);
      LongVector below = LongVector.fromArray(SPECIES, codes, before + lane).and(beforeCounts);
      LongVector t0 = LongVector.fromArray(SPECIES, codes, first + lane);
      LongVector t1 = LongVector.fromArray(SPECIES, codes, first + LANES + lane);
      LongVector t2 = LongVector.fromArray(SPECIES, codes, first + 2 * LANES + lane);
      LongVector t3 = LongVector.fromArray(SPECIES, codes, last + lane).and(lastCounts);
      int step = 2 * quarter * LANES + lane;
      LongVector low = t0.lanewise(XOR, t0.lanewise(XOR, t1).and(v0));
      LongVector high = t2.lanewise(XOR, t2.lanewise(XOR, t3).and(v0));
      low.lanewise(XOR, low.lanewise(XOR, high).and(v1)).intoArray(steps, step);
      low = below.lanewise(XOR, below.lanewise(XOR, t0).and(v0));
      high = t1.lanewise(XOR, t1.lanewise(XOR, t2).and(v0));
      low.lanewise(XOR, low.lanewise(XOR, high).and(v1)).intoArray(steps, step + LANES);
    }
  }

  private void chooseByHighBits(long[] bits, int bit, long own, long[] pairs, int pair) {
    for (int lane = 0; lane < LANES; lane += LENGTH) {
      LongVector v0 = LongVector.fromArray(SPECIES, bits, bit + lane);
      LongVector v1 = LongVector.fromArray(SPECIES, bits, bit + LANES + lane);
      LongVector v2 = LongVector.fromArray(SPECIES, bits, bit + 2 * LANES + lane);
      LongVector v3 = LongVector.fromArray(SPECIES, bits, bit + 3 * LANES + lane);
      LongVector q0 = LongVector.fromArray(SPECIES, steps, lane);
      LongVector q1 = LongVector.fromArray(SPECIES, steps, 2 * LANES + lane);
      LongVector q2 = LongVector.fromArray(SPECIES, steps, 4 * LANES + lane);
      LongVector q3 = LongVector.fromArray(SPECIES, steps, 6 * LANES + lane);
      LongVector low = q0.lanewise(XOR, q0.lanewise(XOR, q1).and(v2));
      LongVector high = q2.lanewise(XOR, q2.lanewise(XOR, q3).and(v2));
      LongVector lt = low.lanewise(XOR, low.lanewise(XOR, high).and(v3));
      lt.intoArray(pairs, pair + lane);
      q0 = LongVector.fromArray(SPECIES, steps, LANES + lane);
      q1 = LongVector.fromArray(SPECIES, steps, 3 * LANES + lane);
      q2 = LongVector.fromArray(SPECIES, steps, 5 * LANES + lane);
      q3 = LongVector.fromArray(SPECIES, steps, 7 * LANES + lane);
      low = q0.lanewise(XOR, q0.lanewise(XOR, q1).and(v2));
      high = q2.lanewise(XOR, q2.lanewise(XOR, q3).and(v2));
      LongVector below = low.lanewise(XOR, low.lanewise(XOR, high).and(v3));
      // T_-1 = 1, the first party's, belongs to v = 0.
      LongVector zero = v0.or(v1).or(v2).or(v3).not().and(LongVector.broadcast(SPECIES, own));
      lt.lanewise(XOR, below).lanewise(XOR, zero).intoArray(pairs, pair + LANES + lane);
    }
  }

  /**
   * Deals T_(4h+3) = H_h, the codes of the high two bits, and keeps H_-1 = 1, H_0 .. H_2, H_3 = 0.
   */
  private void dealHighCodes(long[] bits, int bit, long[] dealt0, int in, long[] dealt1, int out) {
    for (int lane = 0; lane < LANES; lane += LENGTH) {
      LongVector v2 = LongVector.fromArray(SPECIES, bits, bit + 2 * LANES + lane);
      LongVector v3 = LongVector.fromArray(SPECIES, bits, bit + 3 * LANES + lane);
      LongVector.broadcast(SPECIES, -1).intoArray(steps, lane);
      v3.or(v2).intoArray(steps, LANES + lane);
      v3.intoArray(steps, 2 * LANES + lane);
      v3.and(v2).intoArray(steps, 3 * LANES + lane);
      LongVector.zero(SPECIES).intoArray(steps, 4 * LANES + lane);
      for (int h = 0; h < 3; h++) {
        int code = (4 * h + 3) * LANES + lane;
        LongVector.fromArray(SPECIES, steps, (h + 1) * LANES + lane)
            .lanewise(XOR, LongVector.fromArray(SPECIES, dealt0, in + code))
            .intoArray(dealt1, out + code);
      }
    }
  }

  /** Deals T_(4h+l) = H_h or (H_(h-1) and L_l), where L are the codes of the low two bits. */
  private void dealOtherCodes(long[] bits, int bit, long[] dealt0, int in, long[] dealt1, int out) {
    for (int lane = 0; lane < LANES; lane += LENGTH) {
      LongVector v0 = LongVector.fromArray(SPECIES, bits, bit + lane);
      LongVector v1 = LongVector.fromArray(SPECIES, bits, bit + LANES + lane);
      LongVector l0 = v1.or(v0);
      LongVector l2 = v1.and(v0);
      for (int h = 0; h < 4; h++) {
        LongVector atLeast = LongVector.fromArray(SPECIES, steps, h * LANES + lane);
        LongVector here = LongVector.fromArray(SPECIES, steps, (h + 1) * LANES + lane);
        int code = 4 * h * LANES + lane;
        here.or(atLeast.and(l0))
            .lanewise(XOR, LongVector.fromArray(SPECIES, dealt0, in + code))
            .intoArray(dealt1, out + code);
        code += LANES;
        here.or(atLeast.and(v1))
            .lanewise(XOR, LongVector.fromArray(SPECIES, dealt0, in + code))
            .intoArray(dealt1, out + code);
        code += LANES;
        here.or(atLeast.and(l2))
            .lanewise(XOR, LongVector.fromArray(SPECIES, dealt0, in + code))
            .intoArray(dealt1, out + code);
      }
    }
  }
}
