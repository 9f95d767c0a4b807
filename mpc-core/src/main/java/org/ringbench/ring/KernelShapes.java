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
  public static void gather(RingTensor x, int[] rows, RingTensor out) {
    if (rows.length != out.shape().rows() || x.shape().cols() != out.shape().cols()) {
      throw new IllegalArgumentException(
          "gatherRows of " + rows.length + " rows of " + x.shape() + " into " + out.shape());
    }
    for (int row : rows) {
      if (row < 0 || row >= x.shape().rows()) {
        throw new IllegalArgumentException("gatherRows of row " + row + " of " + x.shape());
      }
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

  /** A truncation's shift: 0 to {@code bits - 2}. */
  public static void shift(String kernel, int shift, int bits) {
    if (shift < 0 || shift > bits - 2) {
      throw new IllegalArgumentException(
          kernel + " by " + shift + " bits: expected 0 to " + (bits - 2));
    }
  }

  /** Bit planes of the elements of {@code elements}. */
  public static void planesOf(String kernel, RingTensor elements, RingTensor tensor, int planes) {
    planes(kernel, tensor, BitPlanes.tiles(elements.size()), planes);
  }

  /** A tensor of {@code planes} bit planes in {@code tiles} tiles. */
  public static void planes(String kernel, RingTensor tensor, int tiles, int planes) {
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
  public static int tiles(String kernel, RingTensor tensor, int planes) {
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
  public static void layout(String kernel, ComparisonLayout layout, int bits) {
    if (layout.ringBits() != bits) {
      throw new IllegalArgumentException(
          kernel + " with a layout for " + layout.ringBits() + " bits on a ring of " + bits);
    }
  }
}
