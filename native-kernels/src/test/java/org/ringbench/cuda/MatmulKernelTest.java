package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.ptx.WarpOrder;

/** The committed PTX of the matmul kernels against a plain loop, bit for bit. */
class MatmulKernelTest {

  /** A product, by the kernel to use. */
  record Product(
      MatmulForm form,
      int slices,
      int m,
      int n,
      List<Integer> k,
      boolean tx,
      boolean ty,
      boolean unaligned) {
    @Override
    public String toString() {
      return "%s/%d %d x %d, k %s %s%s%s"
          .formatted(
              form.id(),
              slices,
              m,
              n,
              k,
              tx ? "t" : "n",
              ty ? "t" : "n",
              unaligned ? " unaligned" : "");
    }
  }

  static Stream<Product> products() {
    List<Product> all = new ArrayList<>();
    for (int variant = 0; variant < 4; variant++) {
      boolean tx = variant / 2 == 1;
      boolean ty = variant % 2 == 1;
      for (MatmulForm form : List.of(MatmulForm.WORDS, MatmulForm.DIGITS)) {
        boolean u = form == MatmulForm.WORDS; // which of the pair of alignments, by turns
        all.add(new Product(form, 1, 1, 1, List.of(1), tx, ty, u));
        all.add(new Product(form, 1, 64, 64, List.of(64), tx, ty, false));
        all.add(new Product(form, 1, 66, 70, List.of(34, 6), tx, ty, false));
        all.add(new Product(form, 1, 65, 67, List.of(33, 1), tx, ty, !u));
        all.add(new Product(form, 1, 70, 66, List.of(36), tx, ty, true));
        all.add(new Product(form, 3, 5, 131, List.of(200, 77), tx, ty, u));
        all.add(new Product(form, 4, 34, 20, List.of(160, 96), tx, ty, !u));
        all.add(new Product(form, 2, 64, 64, List.of(40), tx, ty, false));
        all.add(new Product(form, 2, 12, 21, List.of(90), tx, ty, u));
        all.add(new Product(form, 1, 17, 9, List.of(31), tx, ty, true));
      }
      // A last row and a last column at each place of a thread's part of the result.
      for (int tile = 0; tile < 8; tile++) {
        all.add(new Product(MatmulForm.WORDS, 1, 12, 8 * tile + 3, List.of(2), tx, ty, true));
        all.add(new Product(MatmulForm.DIGITS, 1, 12, 8 * tile + 3, List.of(2), tx, ty, true));
      }
      // The operands end where a thread's next row of a tile would begin: nothing may be read
      // there.
      for (MatmulForm form : List.of(MatmulForm.WORDS, MatmulForm.DIGITS)) {
        all.add(new Product(form, 1, 56, 40, List.of(28), tx, ty, true));
        all.add(new Product(form, 1, 40, 56, List.of(4), tx, ty, true));
        all.add(new Product(form, 1, 48, 32, List.of(24), tx, ty, false));
      }
      for (int width = 2; width < 8; width++) {
        all.add(new Product(MatmulForm.THIN, 2, 40, width, List.of(70), tx, ty, true));
      }
      for (int slices : new int[] {1, 3}) {
        all.add(new Product(MatmulForm.THIN, slices, 37, 1, List.of(130, 67), tx, ty, true));
        all.add(new Product(MatmulForm.THIN, slices, 1, 70, List.of(129), tx, ty, false));
        all.add(new Product(MatmulForm.THIN, slices, 67, 8, List.of(45, 100), tx, ty, false));
        all.add(new Product(MatmulForm.THIN, slices, 5, 33, List.of(64), tx, ty, true));
        all.add(new Product(MatmulForm.THIN, slices, 3, 3, List.of(1, 1), tx, ty, true));
        all.add(new Product(MatmulForm.THIN, slices, 1, 1, List.of(1000), tx, ty, true));
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("products")
  void equalsThePlainLoop(Product p) {
    check(p, WarpOrder.FORWARD, 0x9E37_79B9_7F4A_7C15L, false);
    if (p.m() * p.n() <= 1_000) {
      check(p, WarpOrder.REVERSE, 1, false);
    }
  }

  private static MatmulRig check(Product p, WarpOrder order, long factor, boolean ones) {
    MatmulRig rig = new MatmulRig(order);
    Matmul matmul = new Matmul(rig, MatmulChoice.AUTO, new MatmulTable("emulated", "none"));
    MatmulRig.Case product =
        rig.new Case(p.m(), p.n(), p.k(), p.tx(), p.ty(), p.unaligned(), factor, ones);
    matmul.run(new MatmulPlan(p.form(), p.slices()), factor, product.terms, product.acc);
    assertArrayEquals(product.expected, rig.words(product.acc));
    assertEquals(1, rig.launches.size());
    assertSlicesMeetByAtomics(p, rig.launches.getFirst());
    return rig;
  }

  /** The interpreter runs blocks one after another: it would not notice plain additions. */
  private static void assertSlicesMeetByAtomics(Product p, MatmulRig.Launched launched) {
    if (p.slices() > 1 && p.k().stream().mapToInt(k -> k).sum() <= 32) {
      return; // too short for more than one
    }
    String forbidden = p.slices() == 1 ? "red.global" : "st.global";
    launched
        .counts()
        .byOpcode()
        .keySet()
        .forEach(opcode -> assertFalse(opcode.startsWith(forbidden), () -> p + ": " + opcode));
  }

  @ParameterizedTest
  @EnumSource(WarpOrder.class)
  void holdsInEveryOrderOfBlocksAndWarps(WarpOrder order) {
    for (MatmulForm form : List.of(MatmulForm.WORDS, MatmulForm.DIGITS)) {
      check(new Product(form, 2, 9, 11, List.of(70, 50), false, true, false), order, 3, false);
    }
  }

  /**
   * The accumulators' limit: words of all ones make diagonal 3 grow fastest. One step more than
   * 16,512 needs the flush, and would overflow without it.
   */
  @ParameterizedTest
  @CsvSource({"16512,0", "16513,0", "16480,64", "33100,0"})
  void flushesBeforeAnAccumulatorOverflows(int k0, int k1) {
    List<Integer> k = k1 == 0 ? List.of(k0) : List.of(k0, k1);
    check(
        new Product(MatmulForm.DIGITS, 1, 2, 1, k, false, true, false), WarpOrder.FORWARD, 1, true);
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void bandsOfTilesCoverTheWholeResult(boolean tx, boolean ty) {
    // 9 tiles high, so a band of 8 and one of 1; 3 tiles wide.
    Product p = new Product(MatmulForm.WORDS, 1, 520, 130, List.of(3), tx, ty, false);
    check(p, WarpOrder.FORWARD, 1, false);
  }

  @Test
  void termsWithOtherTransposesTakeTheirOwnLaunch() {
    MatmulRig rig = new MatmulRig(WarpOrder.FORWARD);
    Matmul matmul = new Matmul(rig, MatmulChoice.AUTO, new MatmulTable("emulated", "none"));
    MatmulRig.Case a = rig.new Case(10, 12, List.of(5, 6, 7), false, false, false, 1, false);
    matmul.run(1, a.terms, a.acc);
    assertArrayEquals(a.expected, rig.words(a.acc));
    assertEquals(2, rig.launches.size());
  }

  @Test
  void everyAccessOfSharedMemoryInTheLoopIsFreeOfBankConflicts() {
    for (int variant = 0; variant < 4; variant++) {
      for (MatmulForm form : List.of(MatmulForm.WORDS, MatmulForm.DIGITS)) {
        Product p =
            new Product(form, 1, 64, 64, List.of(64), variant / 2 == 1, variant % 2 == 1, false);
        MatmulRig rig = check(p, WarpOrder.FORWARD, 1, false);
        assertEquals(0, rig.launches.getFirst().counts().sharedConflictCycles(), p.toString());
      }
    }
  }

  /** 36 of the 64 products of digits, in matrix instructions of 16 x 8 x 32. */
  @Test
  void multipliesOnlyTheDigitsThatCount() {
    Product p = new Product(MatmulForm.DIGITS, 1, 64, 64, List.of(96), false, false, false);
    MatmulRig rig = check(p, WarpOrder.FORWARD, 1, false);
    long mma =
        rig.launches.getFirst().counts().byOpcode().entrySet().stream()
            .filter(e -> e.getKey().startsWith("mma"))
            .mapToLong(java.util.Map.Entry::getValue)
            .sum();
    assertEquals(36L * 64 * 64 * 96 / (16 * 8 * 32), mma);
  }

  /** The digits' arithmetic in Java: 36 products over 8 diagonals in 32 bits, read as unsigned. */
  @ParameterizedTest
  @CsvSource({"1", "37", "16512"})
  void diagonalsHoldTheProductMod64(int k) {
    SplittableRandom random = new SplittableRandom(k);
    for (boolean ones : new boolean[] {true, false}) {
      int[] diagonals = new int[8];
      long expected = 0;
      for (int p = 0; p < k; p++) {
        long x = ones ? -1 : random.nextLong();
        long y = ones ? -1 : random.nextLong();
        expected += x * y;
        for (int i = 0; i < 8; i++) {
          for (int j = 0; i + j < 8; j++) {
            diagonals[i + j] += (int) ((x >>> (8 * i)) & 0xff) * (int) ((y >>> (8 * j)) & 0xff);
          }
        }
      }
      long sum = 0;
      for (int d = 0; d < 8; d++) {
        sum += Integer.toUnsignedLong(diagonals[d]) << (8 * d);
      }
      assertEquals(expected, sum);
    }
    assertTrue(4L * 255 * 255 * 16_512 < 1L << 32 && 4L * 255 * 255 * 16_513 >= 1L << 32);
  }
}
