package org.ringbench.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
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
public abstract class RingBackendConformance {
  private static final long SEED = 20250131;
  private static final byte[] KEY = {-128, 3, 77, 0, 0, 12, 9, -1, 127, 64, -64, 31, 5, 88, -99, 2};

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

  /** Around the widths of vectors and tiles. */
  static IntStream sizes() {
    return IntStream.of(1, 7, 8, 9, 31, 64, 511, 512, 513, 1000, 4099);
  }

  static Stream<Arguments> sizesAndShifts() {
    return sizes().boxed().flatMap(n -> Stream.of(0, 1, 16, 40, 62).map(s -> Arguments.of(n, s)));
  }

  // Memory.

  @Test
  void memory() {
    RingTensor tensor = backend.allocate(new Shape(3, 5));
    assertArrayEquals(new long[15], Twins.words(backend, tensor));
    backend.upload(new long[] {9, 1, 2, 3, 4, 9}, 1, tensor.view(6, new Shape(2, 2)));
    long[] words = new long[17];
    backend.download(tensor, words, 2);
    assertArrayEquals(new long[] {0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0, 0}, words);
  }

  /** A backend may leave it to others to count; if it counts, then tensors and no views. */
  @Test
  void tensorsAreCounted() {
    OptionalLong before = backend.tensorBytes();
    assumeTrue(before.isPresent(), backend.id() + " does not count");
    RingTensor tensor = backend.allocate(new Shape(3, 5));
    tensor.view(4, Shape.row(6));
    backend.allocate(Shape.row(1));
    assertEquals(16 * Long.BYTES, backend.tensorBytes().getAsLong() - before.getAsLong());
  }

  @Test
  void hostBuffersReadAndFillATensor() {
    RingTensor tensor = backend.allocate(new Shape(3, 5));
    HostBuffer buffer = backend.hostBuffer(tensor.view(4, Shape.row(6)));
    for (int repeat = 0; repeat < 2; repeat++) {
      MemorySegment in = buffer.write(2);
      assertEquals(2 * Long.BYTES, in.byteSize());
      in.set(ValueLayout.JAVA_LONG, 0, 7);
      in.set(ValueLayout.JAVA_LONG, Long.BYTES, -5 - repeat);
      buffer.written(2);
      long[] expected = {0, 0, 0, 0, 7, -5 - repeat, 0, 0, 0, 0, 0, 0, 0, 0, 0};
      assertArrayEquals(expected, Twins.words(backend, tensor));
      MemorySegment out = buffer.read(6);
      assertEquals(6 * Long.BYTES, out.byteSize());
      assertArrayEquals(
          new long[] {7, -5 - repeat, 0, 0, 0, 0}, out.toArray(ValueLayout.JAVA_LONG));
    }
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void copyAndClear(int n) {
    Twin x = twins.words(Shape.row(n));
    Twin y = twins.words(Shape.row(n));
    twins.call((b, of) -> b.copy(of.apply(x), of.apply(y)));
    twins.assertSame(x, y);
    twins.call((b, of) -> b.clear(of.apply(x)));
    twins.assertSame(x, y);
  }

  @Test
  void gatherRows() {
    Twin x = twins.words(new Shape(7, 13));
    Twin out = twins.words(new Shape(4, 13));
    twins.call((b, of) -> b.gatherRows(of.apply(x), rows(b, 6, 0, 3, 3), of.apply(out)));
    twins.assertSame(x, out);
  }

  /** Rows that are set anew while the backend may still work with the ones before. */
  @Test
  void rowIndicesAreReadAtTheCall() {
    Twin x = twins.words(new Shape(7, 12));
    List<Twin> outs = Stream.generate(() -> twins.words(new Shape(2, 12))).limit(5).toList();
    twins.call(
        (b, of) -> {
          RowIndices rows = b.rowIndices(2);
          for (int i = 0; i < outs.size(); i++) {
            rows.set(new int[] {i, 6 - i});
            b.gatherRows(of.apply(x), rows, of.apply(outs.get(i)));
          }
        });
    twins.assertSame(outs.toArray(Twin[]::new));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 13, 64, 784})
  void expandRows(int cols) {
    Twin out = twins.words(new Shape(11, cols));
    twins.call(
        (b, of) -> {
          RowIndices rows = rows(b, 5, 6, 7, -1, 0, 1, 3, 2, 2, -1, Integer.MAX_VALUE);
          b.expandRows(b.prg(KEY), 0xFFFF_FFFFL << 32 | 3, rows, of.apply(out));
        });
    twins.assertSame(out);
  }

  private static RowIndices rows(RingBackend backend, int... rows) {
    RowIndices indices = backend.rowIndices(rows.length);
    indices.set(rows);
    return indices;
  }

  // Randomness.

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

  // Comparison.

  static Stream<ComparisonLayout> layouts() {
    return Stream.of(
        new ComparisonLayout(64, 4, 4),
        new ComparisonLayout(64, 1, 2),
        new ComparisonLayout(64, 3, 3),
        new ComparisonLayout(64, 2, 4));
  }

  static Stream<Arguments> layoutsAndSizes() {
    return layouts()
        .flatMap(layout -> Stream.of(1, 9, 512, 1300).map(n -> Arguments.of(layout, n)));
  }

  @ParameterizedTest
  @MethodSource("layoutsAndSizes")
  void comparisonKernels(ComparisonLayout layout, int n) {
    int dealtPlanes = layout.dealtPlanes();
    int pairPlanes = 2 * layout.chunks();
    Twin c = twins.words(Shape.row(n));
    Twin dealt0 = twins.planes(n, dealtPlanes);
    Twin dealt1 = twins.planes(n, dealtPlanes);
    Twin last = twins.planes(n, 2);
    Twin[] pairs = {twins.planes(n, pairPlanes), twins.planes(n, pairPlanes)};
    Twin[] bits = {twins.planes(n, 1), twins.planes(n, 1)};
    twins.call(
        (b, of) -> b.dealComparison(layout, of.apply(c), of.apply(dealt0), of.apply(dealt1)));
    twins.assertSamePlanes(n, dealtPlanes, dealt1);
    for (int party = 0; party < 2; party++) {
      Twin out = pairs[party];
      Twin bit = bits[party];
      boolean first = party == 0;
      twins.call(
          (b, of) -> {
            b.compareChunks(layout, of.apply(c), of.apply(dealt0), first, of.apply(out));
            b.signBit(layout, of.apply(c), of.apply(dealt0), of.apply(last), first, of.apply(bit));
          });
      twins.assertSamePlanes(n, pairPlanes, out);
      twins.assertSamePlanes(n, 1, bit);
    }
    twins.call(
        (b, of) -> b.dealComparison(layout, of.apply(c), of.apply(dealt0), of.apply(dealt0)));
    twins.assertSamePlanes(n, dealtPlanes, dealt0);
  }

  @ParameterizedTest
  @CsvSource({"2,2", "3,2", "31,2", "3,3", "5,3", "4,4", "16,4", "5,4", "6,4", "7,4"})
  void andKernels(int pairCount, int radix) {
    AndLevel level = new AndLevel(pairCount, radix);
    int n = 3 * BitPlanes.TILE;
    Twin pairs = twins.planes(n, 2 * pairCount);
    Twin opened = twins.planes(n, level.maskPlanes());
    Twin masks0 = twins.planes(n, level.maskPlanes());
    Twin masks1 = twins.planes(n, level.maskPlanes());
    Twin products0 = twins.planes(n, level.productPlanes());
    Twin products1 = twins.planes(n, level.productPlanes());
    Twin next0 = twins.planes(n, 2 * level.groups());
    Twin next1 = twins.planes(n, 2 * level.groups());
    twins.call(
        (b, of) -> {
          b.andMask(level, of.apply(pairs), of.apply(masks0), of.apply(opened));
          b.dealAnd(
              level, of.apply(masks0), of.apply(masks1), of.apply(products0), of.apply(products1));
          b.andCombine(
              level,
              of.apply(pairs),
              of.apply(opened),
              of.apply(masks0),
              of.apply(products0),
              true,
              of.apply(next0));
          b.andCombine(
              level,
              of.apply(pairs),
              of.apply(opened),
              of.apply(masks1),
              of.apply(products1),
              false,
              of.apply(next1));
        });
    twins.assertSame(opened, products1, next0, next1);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void comparisonGivesTheSign(ComparisonLayout layout) {
    Random random = new Random(SEED);
    long[] values = {0, 1, -1, 2, 15, 16, -16, 1L << 61, (1L << 62) - 1, 1 - (1L << 62)};
    int n = 700;
    long[] c = new long[n];
    long[] r = new long[n];
    for (int i = 0; i < n; i++) {
      r[i] = i % 3 == 0 ? -1L >>> random.nextInt(64) : random.nextLong();
      long z = i % 2 == 0 ? values[i / 2 % values.length] : random.nextLong() >> 2;
      c[i] = z + (1L << 62) + r[i];
    }
    long[] signs = new ComparisonRun(backend, layout, SEED).signs(c, r);
    for (int i = 0; i < n; i++) {
      assertEquals(c[i] - (1L << 62) - r[i] >= 0, ComparisonRun.bit(signs, i), "element " + i);
    }
  }

  // Refusals.

  @ParameterizedTest
  @ValueSource(ints = {3, 5})
  void refusesSizesThatDisagree(int other) {
    RingTensor x = backend.allocate(new Shape(2, 2));
    RingTensor y = backend.allocate(Shape.row(other));
    String shapes = assertRefused(() -> backend.add(x, y, x));
    assertTrue(shapes.contains("add") && shapes.contains("2 x 2"), shapes);
    assertRefused(() -> backend.sub(x, x, y));
    assertRefused(() -> backend.xor(y, x, x));
    assertRefused(() -> backend.axpy(1, x, y));
    assertRefused(() -> backend.hadamard(1, x, y, x));
    assertRefused(() -> backend.copy(x, y));
    assertRefused(() -> backend.addRow(1, y, x));
    assertRefused(() -> backend.sumRows(1, x, y));
    assertRefused(() -> backend.truncate(x, x, y, 3, true, x));
    assertRefused(() -> backend.dealTruncation(x, x, x, 3, x, y));
    assertRefused(() -> backend.upload(new long[4], 1, x));
    assertRefused(() -> backend.download(x, new long[3], 0));
    assertRefused(() -> x.view(2, Shape.row(other)));
    assertRefused(() -> backend.gatherRows(x, rows(backend, 0, 2), x));
    assertRefused(() -> backend.gatherRows(x, rows(backend, 0), x));
    assertRefused(() -> backend.expandRows(backend.prg(KEY), 1, rows(backend, 0, 2, 3), x));
    assertRefused(() -> backend.rowIndices(2).set(new int[other]));
    assertRefused(() -> backend.dealBit(x, x, y, y));
    assertRefused(() -> backend.prg(new byte[other]));
  }

  @Test
  void refusesMatmulsThatDoNotFit() {
    RingTensor x = backend.allocate(new Shape(2, 3));
    RingTensor acc = backend.allocate(new Shape(2, 2));
    MatmulTerm[] terms = {new MatmulTerm(x, true, x, false)};
    assertTrue(assertRefused(() -> backend.matmul(1, terms, acc)).contains("matmul"));
    assertRefused(() -> backend.matmul(1, new MatmulTerm[0], acc));
    assertRefused(() -> new MatmulTerm(x, false, x, false));
  }

  @Test
  void refusesPlanesThatDoNotFit() {
    ComparisonLayout layout = new ComparisonLayout(64, 4, 4);
    AndLevel level = layout.levels().getFirst();
    RingTensor c = backend.allocate(Shape.row(513));
    RingTensor small = backend.allocate(BitPlanes.shape(512, layout.dealtPlanes()));
    RingTensor pairs = backend.allocate(BitPlanes.shape(513, 2 * layout.chunks()));
    RingTensor masks = backend.allocate(BitPlanes.shape(513, level.maskPlanes()));
    assertRefused(() -> backend.compareChunks(layout, c, small, true, pairs));
    assertRefused(() -> backend.dealComparison(layout, c, small, small));
    assertRefused(() -> backend.andMask(level, pairs, masks, pairs));
    assertRefused(() -> backend.andMask(level, masks, masks, masks));
    assertRefused(() -> backend.dealAnd(level, masks, masks, masks, masks));
    assertRefused(
        () -> backend.compareChunks(new ComparisonLayout(8, 4, 4), c, small, true, pairs));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 63, 64})
  void refusesShifts(int shift) {
    RingTensor x = backend.allocate(Shape.row(8));
    assertRefused(() -> backend.truncate(x, x, x, shift, true, x));
    assertRefused(() -> backend.dealTruncation(x, x, x, shift, x, x));
    assertRefused(() -> backend.shiftShare(x, shift, true));
  }

  @Test
  void refusesTensorsOfAnotherBackend() {
    RingTensor own = backend.allocate(Shape.row(8));
    try (RingBackend another = create()) {
      RingTensor foreign = another.allocate(Shape.row(8));
      assertRefused(() -> backend.copy(foreign, own));
      assertRefused(() -> backend.add(own, own, foreign));
    }
  }

  @Test
  void refusesUseAfterClose() {
    RingTensor x = backend.allocate(Shape.row(8));
    RingBackend.Prg prg = backend.prg(KEY);
    backend.close();
    backend.close();
    assertThrows(IllegalStateException.class, () -> backend.allocate(Shape.row(1)));
    assertThrows(IllegalStateException.class, () -> backend.prg(KEY));
    assertThrows(IllegalStateException.class, () -> backend.add(x, x, x));
    assertThrows(IllegalStateException.class, () -> backend.expand(prg, 0, 0, x));
    assertThrows(IllegalStateException.class, () -> backend.download(x, new long[8], 0));
    MatmulTerm[] terms = {new MatmulTerm(x, false, x, true)};
    RingTensor acc = x.view(0, Shape.row(1));
    assertThrows(IllegalStateException.class, () -> backend.matmul(1, terms, acc));
  }

  private static String assertRefused(Runnable call) {
    return assertThrows(IllegalArgumentException.class, call::run).getMessage();
  }
}
