package org.ringbench.bench.gpu;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ringbench.bench.gpu.Pair.Twin;
import org.ringbench.ring.Shape;

/**
 * A kernel of {@link org.ringbench.ring.RingBackend} and what it is tried on: sizes about the edges
 * of words, warps and tiles, random and edge values.
 *
 * @param kernel its name
 * @param run throws {@link MismatchException} where the backends differ
 */
record KernelCase(String kernel, Consumer<Pair> run) {
  static final int[] SIZES = {1, 7, 31, 64, 65, 511, 512, 513, 1000, 4099, 20_011};

  /** Every kernel, the smallest first. */
  static List<KernelCase> all() {
    return Stream.of(
            WordCases.all(),
            RowCases.all(),
            TruncationCases.all(),
            ComparisonCases.all(),
            ProductCases.all())
        .flatMap(List::stream)
        .toList();
  }

  /** A case that is tried on each number of elements. */
  static KernelCase sized(String kernel, ObjIntConsumer<Pair> body) {
    return new KernelCase(kernel, p -> IntStream.of(SIZES).forEach(n -> body.accept(p, n)));
  }

  static Twin words(Pair p, int n) {
    return p.words(Shape.row(n));
  }
}
