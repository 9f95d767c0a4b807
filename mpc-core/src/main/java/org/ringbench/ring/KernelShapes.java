package org.ringbench.ring;

/**
 * The refusals that all backends share: each throws {@link IllegalArgumentException} that names the
 * kernel and the shapes. For implementers of backends.
 */
public final class KernelShapes {
  private KernelShapes() {}

  /** Elementwise operands: equal sizes. */
  public static void same(String kernel, RingTensor x, RingTensor y) {
    if (x.size() != y.size()) {
      throw new IllegalArgumentException(
          kernel + " of " + x.shape() + " and " + y.shape() + ": sizes must agree");
    }
  }

  /** Elementwise operands: equal sizes. */
  public static void same(String kernel, RingTensor x, RingTensor y, RingTensor z) {
    same(kernel, x, y);
    same(kernel, x, z);
  }

  /** A range of {@code tensor.size()} words from {@code from} on in an array of {@code length}. */
  public static void range(String kernel, RingTensor tensor, int length, int from) {
    if (from < 0 || from > length - tensor.size()) {
      throw new IllegalArgumentException(
          kernel + " of " + tensor.shape() + " at word " + from + " leaves an array of " + length);
    }
  }

  /** One row as wide as the matrix. */
  public static void row(String kernel, RingTensor row, RingTensor matrix) {
    if (row.size() != matrix.shape().cols()) {
      throw new IllegalArgumentException(
          kernel
              + " of a row of "
              + row.shape()
              + " and a matrix of "
              + matrix.shape()
              + ": the row must be as wide as the matrix");
    }
  }

  /** Rows that exist, one for each row of the result. */
  public static void gather(RingTensor x, RowIndices rows, RingTensor out) {
    if (rows.count() != out.shape().rows() || x.shape().cols() != out.shape().cols()) {
      throw new IllegalArgumentException(
          "gatherRows of " + rows.count() + " rows of " + x.shape() + " into " + out.shape());
    }
    for (int i = 0; i < rows.count(); i++) {
      if (rows.row(i) < 0 || rows.row(i) >= x.shape().rows()) {
        throw new IllegalArgumentException("gatherRows of row " + rows.row(i) + " of " + x.shape());
      }
    }
  }

  /** One row number for each row of the result. */
  public static void expandRows(RowIndices rows, RingTensor out) {
    if (rows.count() != out.shape().rows()) {
      throw new IllegalArgumentException(
          "expandRows of " + rows.count() + " rows into " + out.shape());
    }
  }

  /** Terms, at least one, that all give the accumulator's shape. */
  public static void matmul(MatmulTerm[] terms, RingTensor acc) {
    if (terms.length == 0) {
      throw new IllegalArgumentException("matmul of no term into " + acc.shape());
    }
    for (MatmulTerm term : terms) {
      if (term.m() != acc.shape().rows() || term.n() != acc.shape().cols()) {
        throw new IllegalArgumentException(
            "matmul of "
                + term.m()
                + " x "
                + term.k()
                + " by "
                + term.k()
                + " x "
                + term.n()
                + " into "
                + acc.shape());
      }
    }
  }

  /** A truncation: equal sizes, and a shift that leaves a bit. */
  public static void truncate(
      RingTensor c, RingTensor high, RingTensor top, int shift, int bits, RingTensor y) {
    shift("truncate", shift, bits);
    same("truncate", c, high, top);
    same("truncate", c, y);
  }

  /** A share's local shift. */
  public static void shiftShare(int shift, int bits) {
    shift("shiftShare", shift, bits);
  }

  /** The dealer's part of a truncation. */
  public static void dealTruncation(
      RingTensor r,
      RingTensor high0,
      RingTensor top0,
      int shift,
      int bits,
      RingTensor high1,
      RingTensor top1) {
    shift("dealTruncation", shift, bits);
    same("dealTruncation", r, high0, top0);
    same("dealTruncation", r, high1, top1);
  }

  /** The local level of a comparison. */
  public static void compareChunks(
      ComparisonLayout layout, int bits, RingTensor c, RingTensor dealt, RingTensor pairs) {
    layout("compareChunks", layout, bits);
    planesOf("compareChunks", c, dealt, layout.dealtPlanes());
    planesOf("compareChunks", c, pairs, 2 * layout.chunks());
  }

  /** The masked variables of a level, or the opened ones. */
  public static void andMask(
      int pairPlanes, int maskPlanes, RingTensor pairs, RingTensor masks, RingTensor out) {
    int tiles = tiles("andMask", pairs, pairPlanes);
    planes("andMask", masks, tiles, maskPlanes);
    planes("andMask", out, tiles, maskPlanes);
  }

  /** The products that a level takes, or the pairs that it gives. */
  public static void andCombine(
      int pairPlanes, int otherPlanes, RingTensor pairs, RingTensor other) {
    planes("andCombine", other, tiles("andCombine", pairs, pairPlanes), otherPlanes);
  }

  /** The end of a comparison. */
  public static void signBit(
      ComparisonLayout layout,
      int bits,
      RingTensor c,
      RingTensor dealt,
      RingTensor last,
      RingTensor bit) {
    layout("signBit", layout, bits);
    planesOf("signBit", c, dealt, layout.dealtPlanes());
    planesOf("signBit", c, last, 2);
    planesOf("signBit", c, bit, 1);
  }

  /** The dealer's planes of r. */
  public static void dealComparison(
      ComparisonLayout layout, int bits, RingTensor r, RingTensor dealt0, RingTensor dealt1) {
    layout("dealComparison", layout, bits);
    planesOf("dealComparison", r, dealt0, layout.dealtPlanes());
    planesOf("dealComparison", r, dealt1, layout.dealtPlanes());
  }

  /** The dealer's products of a level. */
  public static void dealAnd(
      int maskPlanes,
      int productPlanes,
      RingTensor masks0,
      RingTensor masks1,
      RingTensor products0,
      RingTensor products1) {
    int tiles = tiles("dealAnd", masks0, maskPlanes);
    planes("dealAnd", masks1, tiles, maskPlanes);
    planes("dealAnd", products0, tiles, productPlanes);
    planes("dealAnd", products1, tiles, productPlanes);
  }

  /** The dealer's part of a bit that is shared both ways. */
  public static void dealBit(RingTensor m0, RingTensor m1, RingTensor arith0, RingTensor arith1) {
    same("dealBit", arith0, arith1);
    planesOf("dealBit", arith0, m0, 1);
    planesOf("dealBit", arith0, m1, 1);
  }

  /** The dealer's part of a selection. */
  public static void dealSelection(
      RingTensor m0,
      RingTensor m1,
      RingTensor r,
      int shift,
      int bits,
      RingTensor high0,
      RingTensor top0,
      RingTensor high1,
      RingTensor top1) {
    shift("dealSelection", shift, bits);
    planesOf("dealSelection", r, m0, 1);
    planesOf("dealSelection", r, m1, 1);
    same("dealSelection", r, high0, top0);
    same("dealSelection", r, high1, top1);
  }

  /** A selection. */
  public static void select(
      RingTensor t,
      RingTensor y,
      RingTensor c,
      RingTensor m,
      RingTensor high,
      RingTensor top,
      int shift,
      int bits,
      RingTensor out) {
    shift("select", shift, bits);
    planesOf("select", y, t, 1);
    same("select", y, c, m);
    same("select", y, high, top);
    same("select", y, out);
  }

  /** A truncation's shift: 0 to {@code bits - 2}. */
  private static void shift(String kernel, int shift, int bits) {
    if (shift < 0 || shift > bits - 2) {
      throw new IllegalArgumentException(
          kernel + " by " + shift + " bits: expected 0 to " + (bits - 2));
    }
  }

  /** Bit planes of the elements of {@code elements}. */
  private static void planesOf(String kernel, RingTensor elements, RingTensor tensor, int planes) {
    planes(kernel, tensor, BitPlanes.tiles(elements.size()), planes);
  }

  /** A tensor of {@code planes} bit planes in {@code tiles} tiles. */
  private static void planes(String kernel, RingTensor tensor, int tiles, int planes) {
    if (tensor.size() != (long) tiles * planes * BitPlanes.LANES) {
      throw new IllegalArgumentException(
          kernel
              + " with "
              + tensor.shape()
              + " words: expected "
              + tiles
              + " tiles of "
              + planes
              + " bit planes");
    }
  }

  /** The tiles of a tensor of {@code planes} bit planes. */
  private static int tiles(String kernel, RingTensor tensor, int planes) {
    int tileWords = planes * BitPlanes.LANES;
    if (tensor.size() % tileWords != 0) {
      throw new IllegalArgumentException(
          kernel
              + " with "
              + tensor.shape()
              + " words: expected whole tiles of "
              + planes
              + " bit planes");
    }
    return tensor.size() / tileWords;
  }

  /** A layout for the ring at hand. */
  private static void layout(String kernel, ComparisonLayout layout, int bits) {
    if (layout.ringBits() != bits) {
      throw new IllegalArgumentException(
          kernel + " with a layout for " + layout.ringBits() + " bits on a ring of " + bits);
    }
  }
}
