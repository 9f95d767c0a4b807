package org.ringbench.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.ring.Twins.Twin;

/** What every backend over Z_2^64 must do: bit for bit what the scalar reference does. */
public abstract class RingBackendConformance
    implements MemoryContract, ComparisonContract, RefusalContract {
  private static final byte[] KEY = BackendUnderTest.key();

  private RingBackend backend;
  private Twins twins;

  /** The backend under test, new. */
  protected abstract RingBackend create();

  @BeforeEach
  final void open() {
    backend = create();
    twins = new Twins(backend, new ScalarRingBackend(64), SEED);
  }

  @AfterEach
  final void close() {
    backend.close();
  }

  @Override
  public final RingBackend backend() {
    return backend;
  }

  @Override
  public final RingBackend another() {
    return create();
  }

  @Override
  public final Twins twins() {
    return twins;
  }

  /** Around the widths of vectors and tiles. */
  static IntStream sizes() {
    return IntStream.of(1, 7, 8, 9, 31, 64, 511, 512, 513, 1000, 4099);
  }

  static Stream<Arguments> sizesAndShifts() {
    return sizes().boxed().flatMap(n -> Stream.of(0, 1, 16, 40, 62).map(s -> Arguments.of(n, s)));
  }

  // Randomness.

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 13, 64, 784})
  void expandRows(int cols) {
    Twin out = twins.words(new Shape(11, cols));
    twins.call(
        (b, of) -> {
          RowIndices rows =
              BackendUnderTest.rows(b, 5, 6, 7, -1, 0, 1, 3, 2, 2, -1, Integer.MAX_VALUE);
          b.expandRows(b.prg(KEY), 0xFFFF_FFFFL << 32 | 3, rows, of.apply(out));
        });
    twins.assertSame(out);
  }

  @ParameterizedTest
  @CsvSource({"1,0", "2,5", "3,-1", "17,-9223372036854775808", "2048,-7", "12345,4294967295"})
  void expandIsAesOfCounters(int n, long firstBlock) throws GeneralSecurityException {
    long stream = 0x0123456789ABCDEFL;
    Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"));
    long[] expected = new long[n + 1];
    for (int j = 0; j < (n + 1) / 2; j++) {
      ByteBuffer block = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      block.putLong(firstBlock + j).putLong(stream);
      ByteBuffer words =
          ByteBuffer.wrap(cipher.doFinal(block.array())).order(ByteOrder.LITTLE_ENDIAN);
      expected[2 * j] = words.getLong();
      expected[2 * j + 1] = words.getLong();
    }
    RingTensor out = backend.allocate(Shape.row(n));
    backend.expand(backend.prg(KEY), stream, firstBlock, out);
    long[] words = new long[n + 1];
    backend.download(out, words, 0);
    expected[n] = 0;
    assertArrayEquals(expected, words);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void expand(int n) {
    Twin out = twins.words(Shape.row(n));
    Twin other = twins.words(Shape.row(n));
    twins.call(
        (b, of) -> {
          RingBackend.Prg prg = b.prg(KEY);
          b.expand(prg, -1, 3, of.apply(out));
          b.expand(prg, 1L << 63, -2, of.apply(other));
        });
    twins.assertSame(out, other);
  }

  // Arithmetic.

  @ParameterizedTest
  @MethodSource("sizes")
  void elementwise(int n) {
    Twin x = twins.words(Shape.row(n));
    Twin y = twins.words(Shape.row(n));
    Twin sum = twins.words(Shape.row(n));
    Twin difference = twins.words(Shape.row(n));
    Twin parity = twins.words(Shape.row(n));
    Twin acc = twins.words(Shape.row(n));
    twins.call(
        (b, of) -> {
          b.add(of.apply(x), of.apply(y), of.apply(sum));
          b.sub(of.apply(x), of.apply(y), of.apply(difference));
          b.xor(of.apply(x), of.apply(y), of.apply(parity));
          b.axpy(Long.MAX_VALUE, of.apply(x), of.apply(acc));
          b.hadamard(-3, of.apply(x), of.apply(y), of.apply(acc));
          b.addConstant(1L << 62, of.apply(acc));
        });
    twins.assertSame(x, y, sum, difference, parity, acc);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void elementwiseInPlace(int n) {
    Twin x = twins.words(Shape.row(n));
    Twin y = twins.words(Shape.row(n));
    twins.call(
        (b, of) -> {
          b.add(of.apply(x), of.apply(y), of.apply(x));
          b.sub(of.apply(x), of.apply(y), of.apply(y));
          b.hadamard(7, of.apply(x), of.apply(y), of.apply(x));
          b.axpy(5, of.apply(y), of.apply(y));
          b.xor(of.apply(x), of.apply(y), of.apply(y));
          b.add(of.apply(x), of.apply(x), of.apply(x));
        });
    twins.assertSame(x, y);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "5,1", "1,9", "3,7", "64,10", "33,128", "20,513"})
  void rows(int rows, int cols) {
    Twin x = twins.words(new Shape(rows, cols));
    Twin row = twins.words(Shape.row(cols));
    Twin sum = twins.words(Shape.row(cols));
    twins.call(
        (b, of) -> {
          b.addRow(-5, of.apply(row), of.apply(x));
          b.sumRows(1L << 33 | 3, of.apply(x), of.apply(sum));
        });
    twins.assertSame(x, row, sum);
  }

  @ParameterizedTest
  @CsvSource({
    "1,1,1",
    "1,7,1",
    "4,1,16",
    "5,3,17",
    "3,1,1",
    "1,1,9",
    "2,64,10",
    "9,33,8",
    "7,129,31",
    "33,64,1",
    "65,100,1",
    "64,513,1",
    "1,64,33",
    "1,513,64",
    "1,5,100",
    "13,300,25",
    "64,784,128",
    "260,5,3",
    "100,17,64"
  })
  void matmul(int m, int k, int n) {
    for (int orientation = 0; orientation < 4; orientation++) {
      boolean tx = (orientation & 1) != 0;
      boolean ty = (orientation & 2) != 0;
      Twin acc = twins.words(new Shape(m, n));
      matmulOf(1, acc, new int[] {k}, tx, ty);
      matmulOf(Long.MIN_VALUE + 3, acc, new int[] {k, k}, tx, ty);
    }
  }

  @Test
  void matmulOfTermsThatDiffer() {
    Twin acc = twins.words(new Shape(13, 21));
    matmulOf(-1, acc, new int[] {1, 200, 7}, false, true);
    Twin column = twins.words(new Shape(77, 1));
    matmulOf(-1, column, new int[] {9, 200, 1}, true, false);
  }

  /** Adds products of the inner dimensions {@code ks}; the terms alternate in orientation. */
  private void matmulOf(long factor, Twin acc, int[] ks, boolean transposeX, boolean transposeY) {
    int m = acc.tested().shape().rows();
    int n = acc.tested().shape().cols();
    Twin[] x = new Twin[ks.length];
    Twin[] y = new Twin[ks.length];
    for (int i = 0; i < ks.length; i++) {
      x[i] = twins.words(transposed(m, ks[i], transposeX));
      y[i] = twins.words(transposed(ks[i], n, transposeY ^ i == 2));
    }
    twins.call(
        (b, of) -> {
          MatmulTerm[] terms = new MatmulTerm[ks.length];
          for (int i = 0; i < terms.length; i++) {
            terms[i] =
                new MatmulTerm(of.apply(x[i]), transposeX, of.apply(y[i]), transposeY ^ i == 2);
          }
          b.matmul(factor, terms, of.apply(acc));
        });
    twins.assertSame(acc);
  }

  private static Shape transposed(int rows, int cols, boolean transpose) {
    return transpose ? new Shape(cols, rows) : new Shape(rows, cols);
  }

  // Truncation and selection.

  @ParameterizedTest
  @MethodSource("sizesAndShifts")
  void truncation(int n, int shift) {
    Shape shape = Shape.row(n);
    Twin c = twins.words(shape);
    Twin high = twins.words(shape);
    Twin top = twins.words(shape);
    Twin y0 = twins.words(shape);
    Twin y1 = twins.words(shape);
    Twin high1 = twins.words(shape);
    Twin top1 = twins.words(shape);
    twins.call(
        (b, of) -> {
          b.dealTruncation(
              of.apply(c), of.apply(high), of.apply(top), shift, of.apply(high1), of.apply(top1));
          b.truncate(of.apply(c), of.apply(high), of.apply(top), shift, true, of.apply(y0));
          b.truncate(of.apply(c), of.apply(high1), of.apply(top1), shift, false, of.apply(y1));
        });
    twins.assertSame(c, high, top, high1, top1, y0, y1);
    twins.call(
        (b, of) -> {
          b.dealTruncation(
              of.apply(y0), of.apply(high), of.apply(top), shift, of.apply(high), of.apply(y0));
          b.truncate(of.apply(c), of.apply(high), of.apply(top), shift, true, of.apply(c));
          b.shiftShare(of.apply(y0), shift, true);
          b.shiftShare(of.apply(y1), shift, false);
        });
    twins.assertSame(c, high, top, y0, y1);
  }

  @ParameterizedTest
  @MethodSource("sizesAndShifts")
  void selection(int n, int shift) {
    Shape shape = Shape.row(n);
    Twin m0 = twins.planes(n, 1);
    Twin m1 = twins.planes(n, 1);
    Twin y = twins.words(shape);
    Twin c = twins.words(shape);
    Twin arith0 = twins.words(shape);
    Twin high0 = twins.words(shape);
    Twin top0 = twins.words(shape);
    Twin arith1 = twins.words(shape);
    Twin high1 = twins.words(shape);
    Twin top1 = twins.words(shape);
    Twin out = twins.words(shape);
    twins.call(
        (b, of) -> {
          b.dealBit(of.apply(m0), of.apply(m1), of.apply(arith0), of.apply(arith1));
          b.dealSelection(
              of.apply(m0),
              of.apply(m1),
              of.apply(c),
              shift,
              of.apply(high0),
              of.apply(top0),
              of.apply(high1),
              of.apply(top1));
          b.select(
              of.apply(m0),
              of.apply(y),
              of.apply(c),
              of.apply(arith1),
              of.apply(high1),
              of.apply(top1),
              shift,
              of.apply(out));
          b.select(
              of.apply(m1),
              of.apply(y),
              of.apply(c),
              of.apply(arith0),
              of.apply(high0),
              of.apply(top0),
              shift,
              of.apply(y));
        });
    twins.assertSame(arith0, arith1, high0, top0, high1, top1, out, y);
  }
}
