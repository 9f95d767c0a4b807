package org.ringbench.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the reference's formulas are for, on rings small enough to try everything. */
class ScalarRingBackendTest {
  private static final int BITS = 6;
  private static final int RING = 1 << BITS;
  private static final int SLACK = 1 << (BITS - 2);

  /** All pairs of z in (-SLACK, SLACK) and r in the ring. */
  private static final int CASES = (2 * SLACK - 1) * RING;

  private final ScalarRingBackend backend = new ScalarRingBackend(BITS);
  private final Random random = new Random(1);

  private static long z(int i) {
    return (long) i / RING - SLACK + 1;
  }

  private static long r(int i) {
    return (long) i % RING;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void truncationRoundsByTheDealersR(int shift) {
    long[] y = reveal(truncate(shift));
    for (int i = 0; i < CASES; i++) {
      assertEquals(truncated(i, shift) & (RING - 1), y[i], "z = " + z(i) + ", r = " + r(i));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void selectionMultipliesByTheBit(int shift) {
    RingTensor[] y = truncate(shift);
    RingTensor[] m = {planeOf(random), planeOf(random)};
    RingTensor bit = planeOf(random);
    RingTensor t = backend.allocate(bit.shape());
    backend.xor(m[0], m[1], t);
    backend.xor(t, bit, t);

    RingTensor r = upload(rs());
    RingTensor[] arith = {randomWords(), words()};
    RingTensor[] high = {randomWords(), words()};
    RingTensor[] top = {randomWords(), words()};
    backend.dealBit(m[0], m[1], arith[0], arith[1]);
    backend.dealSelection(m[0], m[1], r, shift, high[0], top[0], high[1], top[1]);
    RingTensor[] out = {words(), words()};
    for (int party = 0; party < 2; party++) {
      backend.select(
          t, y[party], upload(cs()), arith[party], high[party], top[party], shift, out[party]);
    }
    long[] products = reveal(out);
    long[] bits = Twins.words(backend, bit);
    for (int i = 0; i < CASES; i++) {
      long expected = ComparisonRun.bit(bits, i) ? truncated(i, shift) & (RING - 1) : 0;
      assertEquals(expected, products[i], "z = " + z(i) + ", r = " + r(i));
    }
  }

  @ParameterizedTest
  @CsvSource({"4,1,2", "4,4,4", "6,4,4", "6,1,2", "6,2,2", "8,4,4", "8,1,4", "8,3,3", "9,1,3"})
  void comparisonGivesTheSign(int bits, int chunkBits, int radix) {
    int slack = 1 << (bits - 2);
    int ring = 1 << bits;
    int cases = (2 * slack - 1) * ring;
    long[] c = new long[cases];
    long[] r = new long[cases];
    for (int i = 0; i < cases; i++) {
      r[i] = i % ring;
      c[i] = (i / ring - slack + 1 + slack + r[i]) % ring;
    }
    ComparisonLayout layout = new ComparisonLayout(bits, chunkBits, radix);
    long[] signs = new ComparisonRun(new ScalarRingBackend(bits), layout, bits).signs(c, r);
    for (int i = 0; i < cases; i++) {
      int z = i / ring - slack + 1;
      assertEquals(z >= 0, ComparisonRun.bit(signs, i), "z = " + z + ", r = " + r[i]);
    }
  }

  @Test
  void wordsStayReduced() {
    RingTensor x = backend.allocate(Shape.row(3));
    backend.upload(new long[] {-1, 63, 64}, 0, x);
    backend.add(x, x, x);
    assertArrayEquals(new long[] {62, 62, 0}, Twins.words(backend, x));
    backend.expand(backend.prg(new byte[16]), 1, 2, x);
    for (long word : Twins.words(backend, x)) {
      assertEquals(word & (RING - 1), word);
    }
  }

  private RingTensor[] truncate(int shift) {
    RingTensor[] high = {randomWords(), words()};
    RingTensor[] top = {randomWords(), words()};
    backend.dealTruncation(upload(rs()), high[0], top[0], shift, high[1], top[1]);
    RingTensor[] y = {words(), words()};
    for (int party = 0; party < 2; party++) {
      backend.truncate(upload(cs()), high[party], top[party], shift, party == 0, y[party]);
    }
    return y;
  }

  /** (z >> shift) and a carry: stochastic rounding by the low bits of r. */
  private static long truncated(int i, int shift) {
    long low = (1L << shift) - 1;
    return (z(i) >> shift) + ((z(i) & low) + (r(i) & low) > low ? 1 : 0);
  }

  private static long[] rs() {
    long[] r = new long[CASES];
    for (int i = 0; i < CASES; i++) {
      r[i] = r(i);
    }
    return r;
  }

  private static long[] cs() {
    long[] c = new long[CASES];
    for (int i = 0; i < CASES; i++) {
      c[i] = z(i) + SLACK + r(i) & (RING - 1);
    }
    return c;
  }

  private long[] reveal(RingTensor[] shares) {
    RingTensor sum = words();
    backend.add(shares[0], shares[1], sum);
    return Twins.words(backend, sum);
  }

  private RingTensor words() {
    return backend.allocate(Shape.row(CASES));
  }

  private RingTensor randomWords() {
    return upload(random.longs(CASES, 0, RING).toArray());
  }

  private RingTensor planeOf(Random bits) {
    Shape shape = BitPlanes.shape(CASES, 1);
    RingTensor plane = backend.allocate(shape);
    backend.upload(bits.longs(shape.size()).toArray(), 0, plane);
    return plane;
  }

  private RingTensor upload(long[] words) {
    RingTensor tensor = backend.allocate(Shape.row(words.length));
    backend.upload(words, 0, tensor);
    return tensor;
  }
}
