package org.ringbench.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.ring.Twins.Twin;

/** The kernels of the comparison, and the sign that they give together. */
interface ComparisonContract extends BackendUnderTest {
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
  @MethodSource("org.ringbench.ring.ComparisonContract#layoutsAndSizes")
  default void comparisonKernels(ComparisonLayout layout, int n) {
    int dealtPlanes = layout.dealtPlanes();
    int pairPlanes = 2 * layout.chunks();
    Twin c = twins().words(Shape.row(n));
    Twin dealt0 = twins().planes(n, dealtPlanes);
    Twin dealt1 = twins().planes(n, dealtPlanes);
    Twin last = twins().planes(n, 2);
    Twin[] pairs = {twins().planes(n, pairPlanes), twins().planes(n, pairPlanes)};
    Twin[] bits = {twins().planes(n, 1), twins().planes(n, 1)};
    twins()
        .call((b, of) -> b.dealComparison(layout, of.apply(c), of.apply(dealt0), of.apply(dealt1)));
    twins().assertSamePlanes(n, dealtPlanes, dealt1);
    for (int party = 0; party < 2; party++) {
      Twin out = pairs[party];
      Twin bit = bits[party];
      boolean first = party == 0;
      twins()
          .call(
              (b, of) -> {
                b.compareChunks(layout, of.apply(c), of.apply(dealt0), first, of.apply(out));
                b.signBit(
                    layout, of.apply(c), of.apply(dealt0), of.apply(last), first, of.apply(bit));
              });
      twins().assertSamePlanes(n, pairPlanes, out);
      twins().assertSamePlanes(n, 1, bit);
    }
    twins()
        .call((b, of) -> b.dealComparison(layout, of.apply(c), of.apply(dealt0), of.apply(dealt0)));
    twins().assertSamePlanes(n, dealtPlanes, dealt0);
  }

  @ParameterizedTest
  @CsvSource({"2,2", "3,2", "31,2", "3,3", "5,3", "4,4", "16,4", "5,4", "6,4", "7,4"})
  default void andKernels(int pairCount, int radix) {
    AndLevel level = new AndLevel(pairCount, radix);
    int n = 3 * BitPlanes.TILE;
    Twin pairs = twins().planes(n, 2 * pairCount);
    Twin opened = twins().planes(n, level.maskPlanes());
    Twin masks0 = twins().planes(n, level.maskPlanes());
    Twin masks1 = twins().planes(n, level.maskPlanes());
    Twin products0 = twins().planes(n, level.productPlanes());
    Twin products1 = twins().planes(n, level.productPlanes());
    Twin next0 = twins().planes(n, 2 * level.groups());
    Twin next1 = twins().planes(n, 2 * level.groups());
    twins()
        .call(
            (b, of) -> {
              b.andMask(level, of.apply(pairs), of.apply(masks0), of.apply(opened));
              b.dealAnd(
                  level,
                  of.apply(masks0),
                  of.apply(masks1),
                  of.apply(products0),
                  of.apply(products1));
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
    twins().assertSame(opened, products1, next0, next1);
  }

  @ParameterizedTest
  @MethodSource("org.ringbench.ring.ComparisonContract#layouts")
  default void comparisonGivesTheSign(ComparisonLayout layout) {
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
    long[] signs = new ComparisonRun(backend(), layout, SEED).signs(c, r);
    for (int i = 0; i < n; i++) {
      assertEquals(c[i] - (1L << 62) - r[i] >= 0, ComparisonRun.bit(signs, i), "element " + i);
    }
  }
}
