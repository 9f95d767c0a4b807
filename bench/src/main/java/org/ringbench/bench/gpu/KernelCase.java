package org.ringbench.bench.gpu;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.ringbench.bench.gpu.Pair.Twin;
import org.ringbench.ring.AndLevel;
import org.ringbench.ring.ComparisonLayout;
import org.ringbench.ring.MatmulTerm;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.RowIndices;
import org.ringbench.ring.Shape;

/**
 * A kernel of {@link org.ringbench.ring.RingBackend} and what it is tried on: sizes about the edges
 * of words, warps and tiles, random and edge values.
 *
 * @param kernel its name
 * @param run throws {@link MismatchException} where the backends differ
 */
record KernelCase(String kernel, Consumer<Pair> run) {
  private static final int[] SIZES = {1, 7, 31, 64, 65, 511, 512, 513, 1000, 4099, 20_011};
  private static final int[] SHIFTS = {0, 1, 16, 40, 62};
  private static final long[] FACTORS = {1, -1, -3, 1L << 33 | 3, Long.MIN_VALUE + 3};
  private static final byte[] KEY = {-128, 3, 77, 0, 0, 12, 9, -1, 127, 64, -64, 31, 5, 88, -99, 2};

  /** Rows, inner dimension and columns: odd ones, k = 1, single rows and columns, whole tiles. */
  private static final int[][] PRODUCTS = {
    {1, 1, 1},
    {1, 9, 1},
    {3, 1, 5},
    {5, 7, 3},
    {16, 32, 8},
    {17, 33, 9},
    {64, 64, 64},
    {65, 63, 67},
    {1, 300, 64},
    {100, 64, 1},
    {64, 784, 128},
    {130, 65, 97},
    {128, 10, 64},
    {31, 1025, 33}
  };

  private static final List<ComparisonLayout> LAYOUTS =
      List.of(
          new ComparisonLayout(64, 4, 4), // radix 4, as the protocol uses it
          new ComparisonLayout(64, 1, 2), // radix 2 on single bits
          new ComparisonLayout(64, 3, 3));

  /** Every kernel, the smallest first. */
  static List<KernelCase> all() {
    List<KernelCase> cases = new ArrayList<>();
    cases.add(sized("upload, download", (p, n) -> p.same("round trip", words(p, n))));
    cases.add(sized("clear", KernelCase::clear));
    cases.add(sized("copy", KernelCase::copy));
    cases.add(sized("add", (p, n) -> binary(p, n, "add", (b, x, y, z) -> b.add(x, y, z))));
    cases.add(sized("sub", (p, n) -> binary(p, n, "sub", (b, x, y, z) -> b.sub(x, y, z))));
    cases.add(sized("xor", (p, n) -> binary(p, n, "xor", (b, x, y, z) -> b.xor(x, y, z))));
    cases.add(sized("addConstant", KernelCase::addConstant));
    cases.add(sized("axpy", KernelCase::axpy));
    cases.add(sized("hadamard", KernelCase::hadamard));
    cases.add(new KernelCase("addRow", KernelCase::addRow));
    cases.add(new KernelCase("sumRows", KernelCase::sumRows));
    cases.add(new KernelCase("gatherRows", KernelCase::gatherRows));
    cases.add(sized("expand", KernelCase::expand));
    cases.add(new KernelCase("expandRows", KernelCase::expandRows));
    cases.add(shifted("dealTruncation", KernelCase::dealTruncation));
    cases.add(shifted("truncate", KernelCase::truncate));
    cases.add(shifted("shiftShare", KernelCase::shiftShare));
    cases.add(sized("dealBit", KernelCase::dealBit));
    cases.add(shifted("dealSelection", KernelCase::dealSelection));
    cases.add(shifted("select", KernelCase::select));
    cases.add(compared("dealComparison", KernelCase::dealComparison));
    cases.add(compared("compareChunks", KernelCase::compareChunks));
    cases.add(compared("signBit", KernelCase::signBit));
    cases.add(levelled("andMask", KernelCase::andMask));
    cases.add(levelled("dealAnd", KernelCase::dealAnd));
    cases.add(levelled("andCombine", KernelCase::andCombine));
    cases.add(new KernelCase("matmul", KernelCase::matmul));
    return List.copyOf(cases);
  }

  // What the cases run over.

  private static KernelCase sized(String kernel, ObjIntConsumer<Pair> body) {
    return new KernelCase(kernel, p -> IntStream.of(SIZES).forEach(n -> body.accept(p, n)));
  }

  private interface Shifted {
    void run(Pair p, int n, int shift);
  }

  private static KernelCase shifted(String kernel, Shifted body) {
    return sized(kernel, (p, n) -> IntStream.of(SHIFTS).forEach(s -> body.run(p, n, s)));
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

  private static Twin words(Pair p, int n) {
    return p.words(Shape.row(n));
  }

  // Words.

  private static void clear(Pair p, int n) {
    Twin x = words(p, n);
    p.call((b, of) -> b.clear(of.apply(x)));
    p.same(n + " words", x);
  }

  private static void copy(Pair p, int n) {
    Twin x = words(p, n);
    Twin y = words(p, n);
    p.call((b, of) -> b.copy(of.apply(x), of.apply(y)));
    p.same(n + " words", x, y);
  }

  private interface Binary {
    void run(RingBackend b, RingTensor x, RingTensor y, RingTensor out);
  }

  private static void binary(Pair p, int n, String name, Binary kernel) {
    Twin x = words(p, n);
    Twin y = words(p, n);
    Twin out = words(p, n);
    p.call((b, of) -> kernel.run(b, of.apply(x), of.apply(y), of.apply(out)));
    p.same(name + " of " + n + " words", x, y, out);
    p.call((b, of) -> kernel.run(b, of.apply(x), of.apply(y), of.apply(x)));
    p.same(name + " in place of " + n + " words", x, y);
  }

  private static void addConstant(Pair p, int n) {
    Twin acc = words(p, n);
    p.call((b, of) -> b.addConstant(1L << 62, of.apply(acc)));
    p.same(n + " words", acc);
  }

  private static void axpy(Pair p, int n) {
    for (long factor : FACTORS) {
      Twin x = words(p, n);
      Twin acc = words(p, n);
      p.call((b, of) -> b.axpy(factor, of.apply(x), of.apply(acc)));
      p.same("factor " + factor + " on " + n + " words", x, acc);
    }
  }

  private static void hadamard(Pair p, int n) {
    for (long factor : FACTORS) {
      Twin x = words(p, n);
      Twin y = words(p, n);
      Twin acc = words(p, n);
      p.call((b, of) -> b.hadamard(factor, of.apply(x), of.apply(y), of.apply(acc)));
      p.same("factor " + factor + " on " + n + " words", x, y, acc);
    }
  }

  // Rows.

  private static void addRow(Pair p) {
    for (int[] size : PRODUCTS) {
      Twin x = p.words(new Shape(size[0], size[1]));
      Twin row = p.words(Shape.row(size[1]));
      p.call((b, of) -> b.addRow(-5, of.apply(row), of.apply(x)));
      p.same(size[0] + " x " + size[1], x, row);
    }
  }

  private static void sumRows(Pair p) {
    for (int[] size : PRODUCTS) {
      Twin x = p.words(new Shape(size[0], size[1]));
      Twin acc = p.words(Shape.row(size[1]));
      p.call((b, of) -> b.sumRows(1L << 33 | 3, of.apply(x), of.apply(acc)));
      p.same(size[0] + " x " + size[1], x, acc);
    }
  }

  private static void gatherRows(Pair p) {
    for (int cols : SIZES) {
      Twin x = p.words(new Shape(7, cols));
      Twin out = p.words(new Shape(4, cols));
      p.call((b, of) -> b.gatherRows(of.apply(x), rows(b, 6, 0, 3, 3), of.apply(out)));
      p.same("rows of " + cols, x, out);
    }
  }

  private static RowIndices rows(RingBackend backend, int... rows) {
    RowIndices indices = backend.rowIndices(rows.length);
    indices.set(rows);
    return indices;
  }

  private static void expandRows(Pair p) {
    for (int cols : SIZES) {
      Twin out = p.words(new Shape(6, cols));
      p.call((b, of) -> b.expandRows(b.prg(KEY), -1, rows(b, 4, 5, 6, -1, 2, 2), of.apply(out)));
      p.same("rows of " + cols, out);
    }
  }

  private static void expand(Pair p, int n) {
    long[][] places = {{0, 0}, {0x0123456789ABCDEFL, -1}, {-1, Long.MIN_VALUE}, {7, 0xFFFFFFFFL}};
    for (long[] place : places) {
      Twin out = words(p, n);
      p.call((b, of) -> b.expand(b.prg(KEY), place[0], place[1], of.apply(out)));
      p.same(n + " words of stream " + place[0] + " from block " + place[1], out);
    }
  }

  // Truncation and selection.

  private static void dealTruncation(Pair p, int n, int shift) {
    Twin r = words(p, n);
    Twin high0 = words(p, n);
    Twin top0 = words(p, n);
    Twin high1 = words(p, n);
    Twin top1 = words(p, n);
    p.call(
        (b, of) ->
            b.dealTruncation(
                of.apply(r),
                of.apply(high0),
                of.apply(top0),
                shift,
                of.apply(high1),
                of.apply(top1)));
    p.same(n + " words by " + shift, r, high0, top0, high1, top1);
  }

  private static void truncate(Pair p, int n, int shift) {
    for (boolean first : new boolean[] {true, false}) {
      Twin c = words(p, n);
      Twin high = words(p, n);
      Twin top = words(p, n);
      Twin y = words(p, n);
      p.call(
          (b, of) ->
              b.truncate(of.apply(c), of.apply(high), of.apply(top), shift, first, of.apply(y)));
      p.same(n + " words by " + shift, c, high, top, y);
      p.call(
          (b, of) ->
              b.truncate(of.apply(c), of.apply(high), of.apply(top), shift, first, of.apply(c)));
      p.same("in place, " + n + " words by " + shift, c);
    }
  }

  private static void shiftShare(Pair p, int n, int shift) {
    Twin x = words(p, n);
    Twin y = words(p, n);
    p.call((b, of) -> b.shiftShare(of.apply(x), shift, true));
    p.call((b, of) -> b.shiftShare(of.apply(y), shift, false));
    p.same(n + " words by " + shift, x, y);
  }

  private static void dealBit(Pair p, int n) {
    Twin m0 = p.planes(n, 1);
    Twin m1 = p.planes(n, 1);
    Twin arith0 = words(p, n);
    Twin arith1 = words(p, n);
    p.call((b, of) -> b.dealBit(of.apply(m0), of.apply(m1), of.apply(arith0), of.apply(arith1)));
    p.same(n + " words", m0, m1, arith0, arith1);
  }

  private static void dealSelection(Pair p, int n, int shift) {
    Twin m0 = p.planes(n, 1);
    Twin m1 = p.planes(n, 1);
    Twin r = words(p, n);
    Twin high0 = words(p, n);
    Twin top0 = words(p, n);
    Twin high1 = words(p, n);
    Twin top1 = words(p, n);
    p.call(
        (b, of) ->
            b.dealSelection(
                of.apply(m0),
                of.apply(m1),
                of.apply(r),
                shift,
                of.apply(high0),
                of.apply(top0),
                of.apply(high1),
                of.apply(top1)));
    p.same(n + " words by " + shift, m0, m1, r, high0, top0, high1, top1);
  }

  private static void select(Pair p, int n, int shift) {
    Twin t = p.planes(n, 1);
    Twin y = words(p, n);
    Twin c = words(p, n);
    Twin m = words(p, n);
    Twin high = words(p, n);
    Twin top = words(p, n);
    Twin out = words(p, n);
    p.call(
        (b, of) ->
            b.select(
                of.apply(t),
                of.apply(y),
                of.apply(c),
                of.apply(m),
                of.apply(high),
                of.apply(top),
                shift,
                of.apply(out)));
    p.same(n + " words by " + shift, t, y, c, m, high, top, out);
  }

  // Comparison.

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

  // Products.

  private static void matmul(Pair p) {
    for (int[] size : PRODUCTS) {
      for (int orientation = 0; orientation < 4; orientation++) {
        boolean tx = (orientation & 1) != 0;
        boolean ty = (orientation & 2) != 0;
        product(p, size, tx, ty, 1, size[1]);
        product(p, size, tx, ty, Long.MIN_VALUE + 3, size[1], 5);
      }
    }
  }

  private static void product(
      Pair p, int[] size, boolean tx, boolean ty, long factor, int... inner) {
    int m = size[0];
    int n = size[2];
    Twin acc = p.words(new Shape(m, n));
    Twin[] x = new Twin[inner.length];
    Twin[] y = new Twin[inner.length];
    for (int i = 0; i < inner.length; i++) {
      x[i] = p.words(tx ? new Shape(inner[i], m) : new Shape(m, inner[i]));
      y[i] = p.words(ty ? new Shape(n, inner[i]) : new Shape(inner[i], n));
    }
    p.call(
        (b, of) -> {
          MatmulTerm[] terms = new MatmulTerm[inner.length];
          for (int i = 0; i < terms.length; i++) {
            terms[i] = new MatmulTerm(of.apply(x[i]), tx, of.apply(y[i]), ty);
          }
          b.matmul(factor, terms, of.apply(acc));
        });
    String what =
        "%d x %d x %d%s%s, %d terms"
            .formatted(m, inner[0], n, tx ? ", x'" : "", ty ? ", y'" : "", inner.length);
    p.same(what, acc);
  }
}
