package org.ringbench.bench.gpu;

import static org.ringbench.bench.gpu.KernelCase.sized;
import static org.ringbench.bench.gpu.KernelCase.words;

import java.util.List;
import org.ringbench.bench.gpu.Pair.Twin;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RowIndices;
import org.ringbench.ring.Shape;

/** The kernels on rows, and the expansion of words and of rows. */
final class RowCases {
  private static final byte[] KEY = {-128, 3, 77, 0, 0, 12, 9, -1, 127, 64, -64, 31, 5, 88, -99, 2};

  private RowCases() {}

  static List<KernelCase> all() {
    return List.of(
        new KernelCase("addRow", RowCases::addRow),
        new KernelCase("sumRows", RowCases::sumRows),
        new KernelCase("gatherRows", RowCases::gatherRows),
        sized("expand", RowCases::expand),
        new KernelCase("expandRows", RowCases::expandRows));
  }

  private static void addRow(Pair p) {
    for (int[] size : ProductCases.SIZES) {
      Twin x = p.words(new Shape(size[0], size[1]));
      Twin row = p.words(Shape.row(size[1]));
      p.call((b, of) -> b.addRow(-5, of.apply(row), of.apply(x)));
      p.same(size[0] + " x " + size[1], x, row);
    }
  }

  private static void sumRows(Pair p) {
    for (int[] size : ProductCases.SIZES) {
      Twin x = p.words(new Shape(size[0], size[1]));
      Twin acc = p.words(Shape.row(size[1]));
      p.call((b, of) -> b.sumRows(1L << 33 | 3, of.apply(x), of.apply(acc)));
      p.same(size[0] + " x " + size[1], x, acc);
    }
  }

  private static void gatherRows(Pair p) {
    for (int cols : KernelCase.SIZES) {
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
    for (int cols : KernelCase.SIZES) {
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
}
