package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.cuda.KernelTwins.Twin;
import org.ringbench.ring.AndLevel;
import org.ringbench.ring.BitPlanes;
import org.ringbench.ring.ComparisonLayout;
import org.ringbench.ring.Shape;

/** The kernels of planes.cu against the java backend: every layout, and every form of a level. */
class BitPlaneKernelsTest {
  static Stream<Arguments> layouts() {
    Stream<Arguments> all =
        IntStream.rangeClosed(1, 4)
            .boxed()
            .flatMap(
                chunk -> Stream.of(1, 8, 511, 513, 1030, 4700).map(n -> Arguments.of(chunk, n)));
    // The words end within each of the sixteen that a lane loads.
    Stream<Arguments> ends =
        IntStream.range(0, 16).mapToObj(k -> Arguments.of(1 + k % 4, 32 * k + (7 * k + 6) % 32));
    return Stream.concat(all, ends);
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void comparesChunks(int chunkBits, int n) {
    ComparisonLayout layout = new ComparisonLayout(64, chunkBits, 4);
    KernelTwins twins = new KernelTwins(n);
    BitPlaneKernels kernels = new BitPlaneKernels(twins.kernels);
    int tiles = BitPlanes.tiles(n);
    Twin c = twins.words(Shape.row(n));
    Twin dealt = twins.planes(tiles, layout.dealtPlanes());
    Twin dealt1 = twins.planes(tiles, layout.dealtPlanes());
    Twin pairs = twins.planes(tiles, 2 * layout.chunks());
    Twin bit = twins.planes(tiles, 1);
    kernels.dealComparison(layout, c.device(), dealt.device(), dealt1.device());
    twins.java.dealComparison(layout, c.java(), dealt.java(), dealt1.java());
    twins.assertSamePlanes(n, layout.dealtPlanes(), dealt1);
    kernels.dealComparison(layout, c.device(), dealt.device(), dealt.device());
    twins.java.dealComparison(layout, c.java(), dealt.java(), dealt.java());
    twins.assertSamePlanes(n, layout.dealtPlanes(), dealt);
    for (boolean first : new boolean[] {true, false}) {
      kernels.compareChunks(layout, c.device(), dealt.device(), first, pairs.device());
      twins.java.compareChunks(layout, c.java(), dealt.java(), first, pairs.java());
      twins.assertSamePlanes(n, 2 * layout.chunks(), pairs);
      Twin last = twins.planes(tiles, 2);
      kernels.signBit(layout, c.device(), dealt.device(), last.device(), first, bit.device());
      twins.java.signBit(layout, c.java(), dealt.java(), last.java(), first, bit.java());
      twins.assertSamePlanes(n, 1, bit);
    }
  }

  /** Every level of every layout, and others with a last group of each size. */
  static Stream<AndLevel> levels() {
    Stream<AndLevel> ofLayouts =
        IntStream.range(0, 12)
            .boxed()
            .flatMap(i -> new ComparisonLayout(64, 1 + i % 4, 2 + i / 4).levels().stream());
    Stream<AndLevel> small =
        IntStream.range(0, 24).mapToObj(i -> new AndLevel(2 + i % 8, 2 + i / 8));
    return Stream.concat(ofLayouts, small).distinct();
  }

  @ParameterizedTest
  @MethodSource("levels")
  void joinsPairs(AndLevel level) {
    KernelTwins twins = new KernelTwins(level.pairs());
    BitPlaneKernels kernels = new BitPlaneKernels(twins.kernels);
    int tiles = level.pairs() < 9 ? 17 : 2; // 17 tiles are more than a block.
    Twin pairs = twins.planes(tiles, 2 * level.pairs());
    Twin masks0 = twins.planes(tiles, level.maskPlanes());
    Twin masks1 = twins.planes(tiles, level.maskPlanes());
    Twin opened = twins.planes(tiles, level.maskPlanes());
    Twin products = twins.planes(tiles, level.productPlanes());
    Twin products1 = twins.planes(tiles, level.productPlanes());
    Twin next = twins.planes(tiles, 2 * level.groups());
    kernels.dealAnd(level, masks0.device(), masks1.device(), products.device(), products1.device());
    twins.java.dealAnd(level, masks0.java(), masks1.java(), products.java(), products1.java());
    twins.assertSame(products1);
    kernels.dealAnd(level, masks0.device(), masks1.device(), products.device(), products.device());
    twins.java.dealAnd(level, masks0.java(), masks1.java(), products.java(), products.java());
    twins.assertSame(products);
    kernels.andMask(level, pairs.device(), masks0.device(), opened.device());
    twins.java.andMask(level, pairs.java(), masks0.java(), opened.java());
    twins.assertSame(opened);
    kernels.andMask(level, pairs.device(), masks1.device(), masks1.device());
    twins.java.andMask(level, pairs.java(), masks1.java(), masks1.java());
    twins.assertSame(masks1);
    for (boolean first : new boolean[] {true, false}) {
      kernels.andCombine(
          level,
          pairs.device(),
          opened.device(),
          masks0.device(),
          products.device(),
          first,
          next.device());
      twins.java.andCombine(
          level, pairs.java(), opened.java(), masks0.java(), products.java(), first, next.java());
      twins.assertSame(next);
    }
    assertEquals(6, twins.kernels.launches());
  }
}
