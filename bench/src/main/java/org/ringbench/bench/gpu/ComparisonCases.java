package org.ringbench.bench.gpu;

import static org.ringbench.bench.gpu.KernelCase.sized;
import static org.ringbench.bench.gpu.KernelCase.words;

import java.util.List;
import org.ringbench.bench.gpu.Pair.Twin;
import org.ringbench.ring.AndLevel;
import org.ringbench.ring.ComparisonLayout;

/** The kernels of the comparison, on bit planes. */
final class ComparisonCases {
  private static final List<ComparisonLayout> LAYOUTS =
      List.of(
          new ComparisonLayout(64, 4, 4), // radix 4, as the protocol uses it
          new ComparisonLayout(64, 1, 2), // radix 2 on single bits
          new ComparisonLayout(64, 3, 3));

  private ComparisonCases() {}

  static List<KernelCase> all() {
    return List.of(
        compared("dealComparison", ComparisonCases::dealComparison),
        compared("compareChunks", ComparisonCases::compareChunks),
        compared("signBit", ComparisonCases::signBit),
        levelled("andMask", ComparisonCases::andMask),
        levelled("dealAnd", ComparisonCases::dealAnd),
        levelled("andCombine", ComparisonCases::andCombine));
  }

  private interface Compared {
    void run(Pair p, int n, ComparisonLayout layout);
  }

  private static KernelCase compared(String kernel, Compared body) {
    return sized(kernel, (p, n) -> LAYOUTS.forEach(layout -> body.run(p, n, layout)));
  }

  private interface Levelled {
    void run(Pair p, int n, AndLevel level);
  }

  private static KernelCase levelled(String kernel, Levelled body) {
    return compared(kernel, (p, n, layout) -> layout.levels().forEach(l -> body.run(p, n, l)));
  }

  private static void dealComparison(Pair p, int n, ComparisonLayout layout) {
    Twin r = words(p, n);
    Twin dealt0 = p.planes(n, layout.dealtPlanes());
    Twin dealt1 = p.planes(n, layout.dealtPlanes());
    p.call((b, of) -> b.dealComparison(layout, of.apply(r), of.apply(dealt0), of.apply(dealt1)));
    p.same(n + " words", r, dealt0);
    p.samePlanes(n + " words, " + layout, n, layout.dealtPlanes(), dealt1);
  }

  private static void compareChunks(Pair p, int n, ComparisonLayout layout) {
    for (boolean first : new boolean[] {true, false}) {
      Twin c = words(p, n);
      Twin dealt = p.planes(n, layout.dealtPlanes());
      Twin pairs = p.planes(n, 2 * layout.chunks());
      p.call(
          (b, of) -> b.compareChunks(layout, of.apply(c), of.apply(dealt), first, of.apply(pairs)));
      p.same(n + " words", c, dealt);
      p.samePlanes(n + " words, " + layout, n, 2 * layout.chunks(), pairs);
    }
  }

  private static void signBit(Pair p, int n, ComparisonLayout layout) {
    for (boolean first : new boolean[] {true, false}) {
      Twin c = words(p, n);
      Twin dealt = p.planes(n, layout.dealtPlanes());
      Twin last = p.planes(n, 2);
      Twin bit = p.planes(n, 1);
      p.call(
          (b, of) ->
              b.signBit(
                  layout, of.apply(c), of.apply(dealt), of.apply(last), first, of.apply(bit)));
      p.same(n + " words", c, dealt, last);
      p.samePlanes(n + " words, " + layout, n, 1, bit);
    }
  }

  private static void andMask(Pair p, int n, AndLevel level) {
    Twin pairs = p.planes(n, 2 * level.pairs());
    Twin masks = p.planes(n, level.maskPlanes());
    Twin out = p.planes(n, level.maskPlanes());
    p.call((b, of) -> b.andMask(level, of.apply(pairs), of.apply(masks), of.apply(out)));
    p.same(n + " words", pairs, masks);
    p.samePlanes(n + " words, " + level, n, level.maskPlanes(), out);
  }

  private static void dealAnd(Pair p, int n, AndLevel level) {
    Twin masks0 = p.planes(n, level.maskPlanes());
    Twin masks1 = p.planes(n, level.maskPlanes());
    Twin products0 = p.planes(n, level.productPlanes());
    Twin products1 = p.planes(n, level.productPlanes());
    p.call(
        (b, of) ->
            b.dealAnd(
                level,
                of.apply(masks0),
                of.apply(masks1),
                of.apply(products0),
                of.apply(products1)));
    p.same(n + " words", masks0, masks1, products0);
    p.samePlanes(n + " words, " + level, n, level.productPlanes(), products1);
  }

  private static void andCombine(Pair p, int n, AndLevel level) {
    for (boolean first : new boolean[] {true, false}) {
      Twin pairs = p.planes(n, 2 * level.pairs());
      Twin opened = p.planes(n, level.maskPlanes());
      Twin masks = p.planes(n, level.maskPlanes());
      Twin products = p.planes(n, level.productPlanes());
      Twin next = p.planes(n, 2 * level.groups());
      p.call(
          (b, of) ->
              b.andCombine(
                  level,
                  of.apply(pairs),
                  of.apply(opened),
                  of.apply(masks),
                  of.apply(products),
                  first,
                  of.apply(next)));
      p.same(n + " words", pairs, opened, masks, products);
      p.samePlanes(n + " words, " + level, n, 2 * level.groups(), next);
    }
  }
}
