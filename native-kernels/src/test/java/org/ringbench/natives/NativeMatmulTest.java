package org.ringbench.natives;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.ring.MatmulTerm;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackends;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/** Products of odd shapes in odd places, against the Java backend. */
class NativeMatmulTest {
  private static final int WORDS = 90_000;

  static IntStream seeds() {
    return IntStream.range(0, 120);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void equalsJava(int seed) {
    Random random = new Random(seed);
    int m = side(random);
    int n = side(random);
    int terms = 1 + random.nextInt(3);
    long factor = random.nextBoolean() ? 1 : random.nextLong();
    try (RingBackend tested = Machines.requireBackend(~0, 1 + random.nextInt(3));
        RingBackend java = RingBackends.provider("java").create()) {
      long[] words = random.longs(WORDS).toArray();
      if (random.nextBoolean()) {
        zeroRuns(words, 8 * (1 + random.nextInt(40)));
      }
      RingTensor here = copy(tested, words);
      RingTensor there = copy(java, words);
      MatmulTerm[] own = new MatmulTerm[terms];
      MatmulTerm[] expected = new MatmulTerm[terms];
      for (int t = 0; t < terms; t++) {
        int k = side(random);
        boolean tx = random.nextBoolean();
        boolean ty = random.nextBoolean();
        Shape xs = tx ? new Shape(k, m) : new Shape(m, k);
        Shape ys = ty ? new Shape(n, k) : new Shape(k, n);
        int x = random.nextInt(40);
        int y = 40 + xs.size() + random.nextInt(9);
        own[t] = new MatmulTerm(here.view(x, xs), tx, here.view(y, ys), ty);
        expected[t] = new MatmulTerm(there.view(x, xs), tx, there.view(y, ys), ty);
      }
      Shape acc = new Shape(m, n);
      int at = WORDS - acc.size() - random.nextInt(9);
      tested.matmul(factor, own, here.view(at, acc));
      java.matmul(factor, expected, there.view(at, acc));
      assertArrayEquals(
          words(java, there), words(tested, here), () -> "seed " + seed + ", " + acc + " words");
    }
  }

  /** Long enough to be cut into several calls and several threads' rows. */
  @Test
  void dividesALongProduct() {
    try (RingBackend tested = Machines.requireBackend(~0, 2);
        RingBackend java = RingBackends.provider("java").create()) {
      Random random = new Random(5);
      RingTensor[] products = new RingTensor[2];
      for (RingBackend backend : new RingBackend[] {tested, java}) {
        random.setSeed(5);
        RingTensor x =
            copy(backend, random.longs(777 * 600).toArray()).view(0, new Shape(600, 777));
        RingTensor y =
            copy(backend, random.longs(600 * 650).toArray()).view(0, new Shape(600, 650));
        RingTensor acc = backend.allocate(new Shape(777, 650));
        backend.matmul(-1, new MatmulTerm[] {new MatmulTerm(x, true, y, false)}, acc);
        products[backend.id().equals("native") ? 0 : 1] = acc;
      }
      assertArrayEquals(words(java, products[1]), words(tested, products[0]));
    }
  }

  @Test
  void refusesAnAccumulatorThatOverlapsAnOperand() {
    try (RingBackend backend = Machines.requireBackend()) {
      RingTensor all = backend.allocate(Shape.row(200));
      RingTensor x = all.view(0, new Shape(8, 8));
      RingTensor y = all.view(64, new Shape(8, 8));
      MatmulTerm[] term = {new MatmulTerm(x, false, y, false)};
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> backend.matmul(1, term, all.view(127, new Shape(8, 8))))
              .getMessage();
      assertTrue(message.contains("overlap"), message);
      backend.matmul(1, term, all.view(128, new Shape(8, 8)));
    }
  }

  @Test
  void refusesMemoryThatTheLibraryMustNotSee() {
    Machines.requireCpu();
    MemorySegment x = MemorySegment.ofArray(new long[12]);
    MemorySegment y = MemorySegment.ofArray(new long[20]);
    MemorySegment acc = MemorySegment.ofArray(new long[15]);
    MemorySegment scratch = Arena.ofAuto().allocate(Functions.scratch(false) * Long.BYTES, 64);
    multiply(x, 4, y, acc, scratch);
    refuses("x has 88 bytes", x.asSlice(8), 4, y, acc, scratch);
    refuses("y has 152 bytes", x, 4, y.asSlice(8), acc, scratch);
    refuses("the accumulator has 112", x, 4, y, acc.asSlice(8), scratch);
    refuses("rows must not overlap", x, 3, y, acc, scratch);
    refuses("x has 96 bytes: expected at least 112", x, 5, y, acc, scratch);
    refuses("aligned to 1", MemorySegment.ofArray(new byte[96]), 4, y, acc, scratch);
    MemorySegment shifted = Arena.ofAuto().allocate(200, 64).asSlice(4, 96);
    refuses("aligned to 4", shifted, 4, y, acc, scratch);
    refuses("overlaps the accumulator", acc.asSlice(0, 96), 4, y, acc, scratch);
    refuses("scratch of", x, 4, y, acc, MemorySegment.ofArray(new long[70_000]));
    refuses("scratch of", x, 4, y, acc, scratch.asSlice(8));
    refuses("scratch of", x, 4, y, acc, scratch.asSlice(64));
  }

  private static void refuses(
      String what, MemorySegment x, int ldx, MemorySegment y, MemorySegment acc, MemorySegment s) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> multiply(x, ldx, y, acc, s))
            .getMessage();
    assertTrue(message.contains(what), message);
  }

  /** 3 x 4 by 4 x 5. */
  private static void multiply(
      MemorySegment x, int ldx, MemorySegment y, MemorySegment acc, MemorySegment scratch) {
    Functions.matmul(false, 1, 3, 5, 4, x, ldx, false, y, 5, false, acc, 5, scratch);
  }

  @Test
  void refusesAnExpansionBeyondItsMemory() {
    Machines.requireCpu();
    MemorySegment schedule = MemorySegment.ofArray(new long[Functions.SCHEDULE_WORDS]);
    assertThrows(
        IllegalArgumentException.class,
        () -> Functions.aesExpand(schedule.asSlice(8), 0, 0, MemorySegment.ofArray(new long[2])));
    assertThrows(
        IllegalArgumentException.class,
        () -> Functions.aesExpand(schedule, 0, 0, MemorySegment.ofArray(new byte[16])));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> Functions.aesSchedule(new byte[15], new long[Functions.SCHEDULE_WORDS]));
  }

  /** Every second run of words: whole rows of some operands. */
  private static void zeroRuns(long[] words, int length) {
    for (int from = 0; from + length <= words.length; from += 2 * length) {
      Arrays.fill(words, from, from + length, 0);
    }
  }

  /** Mostly small, around the widths of vectors and tiles, and now and then long. */
  private static int side(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> 1;
      case 1 -> 150 + random.nextInt(20);
      case 2 -> 8 * (1 + random.nextInt(5));
      default -> 1 + random.nextInt(40);
    };
  }

  private static RingTensor copy(RingBackend backend, long[] words) {
    RingTensor tensor = backend.allocate(Shape.row(words.length));
    backend.upload(words, 0, tensor);
    return tensor;
  }

  private static long[] words(RingBackend backend, RingTensor tensor) {
    long[] words = new long[tensor.size()];
    backend.download(tensor, words, 0);
    return words;
  }
}
