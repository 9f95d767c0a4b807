package org.ringbench.ring;

import static org.ringbench.ring.Vectors.LENGTH;
import static org.ringbench.ring.Vectors.SPECIES;

import jdk.incubator.vector.LongVector;

/**
 * Matrix multiplication in tiles that stay in registers: a block of op(x) is packed for the L2
 * cache and a panel of op(y), as wide as a tile, for the L1 cache; every tile of their product is
 * one call of {@link #multiplyTile}.
 */
final class VectorGemm extends Gemm {
  /** A tile of 4 x 2 vectors: C2 spills more. */
  private static final int TILE_ROWS = 4;

  /** Rows of a transposed block that lie together: whole vectors, and at least a tile. */
  private static final int GROUP = Math.max(LENGTH, TILE_ROWS);

  private static final int TILE_COLS = 2 * LENGTH;

  /** The inner dimension of a block: a panel then takes half of a 32 KB cache. */
  private static final int DEPTH = 128;

  /** Rows of a block of x: 256 KB. */
  private static final int HEIGHT = 256;

  private final long[] block = new long[HEIGHT * DEPTH];
  private final long[] panel = new long[DEPTH * TILE_COLS];
  private final long[] tile = new long[TILE_ROWS * TILE_COLS];

  @Override
  void multiply(long factor, MatmulTerm[] terms, HeapTensor acc) {
    boolean vector = acc.shape().rows() == 1 || acc.shape().cols() == 1;
    for (MatmulTerm term : terms) {
      if (vector) {
        VectorGemv.multiply(factor, term, acc);
      } else {
        multiply(factor, term, acc);
      }
    }
  }

  private void multiply(long factor, MatmulTerm term, HeapTensor acc) {
    int m = term.m();
    int k = term.k();
    int n = term.n();
    for (int p = 0; p < k; p += DEPTH) {
      int depth = Math.min(DEPTH, k - p);
      for (int i = 0; i < m; i += HEIGHT) {
        int height = Math.min(HEIGHT, m - i);
        packX(term, i, height, p, depth);
        for (int j = 0; j < n; j += TILE_COLS) {
          int cols = Math.min(TILE_COLS, n - j);
          packY(term, p, depth, j, cols);
          multiplyBlock(term.transposeX(), height, depth, cols, factor, acc, i * n + j, n);
        }
      }
    }
  }

  /**
   * The block of op(x) from row {@code i} and column {@code p} on: row by row or, where x is
   * transposed, in groups of rows, column by column. Both are copies of vectors.
   */
  private void packX(MatmulTerm term, int i, int height, int p, int depth) {
    HeapTensor x = (HeapTensor) term.x();
    if (!term.transposeX()) {
      for (int row = 0; row < height; row++) {
        int from = x.offset + (i + row) * term.k() + p;
        System.arraycopy(x.words, from, block, row * DEPTH, depth);
      }
      return;
    }
    for (int row = 0; row < height; row += GROUP) {
      int from = x.offset + p * term.m() + i + row;
      copyRows(
          x.words, from, term.m(), depth, Math.min(GROUP, height - row), block, row * DEPTH, GROUP);
    }
  }

  /** The panel of op(y) from row {@code p} and column {@code j} on, row by row. */
  private void packY(MatmulTerm term, int p, int depth, int j, int cols) {
    HeapTensor y = (HeapTensor) term.y();
    if (!term.transposeY()) {
      int from = y.offset + p * term.n() + j;
      copyRows(y.words, from, term.n(), depth, cols, panel, 0, TILE_COLS);
      return;
    }
    for (int col = 0; col < cols; col++) {
      int from = y.offset + (j + col) * term.k() + p;
      for (int row = 0; row < depth; row++) {
        panel[row * TILE_COLS + col] = y.words[from + row];
      }
    }
  }

  /**
   * Copies {@code rows} rows that lie {@code stride} apart, {@code width} words of each: what
   * follows its {@code cols} words does no harm, unless the array ends there.
   */
  private static void copyRows(
      long[] from, int at, int stride, int rows, int cols, long[] to, int toAt, int width) {
    for (int row = 0; row < rows; row++) {
      int source = at + row * stride;
      int target = toAt + row * width;
      if (source + width > from.length) {
        System.arraycopy(from, source, to, target, cols);
        continue;
      }
      for (int col = 0; col < width; col += LENGTH) {
        LongVector.fromArray(SPECIES, from, source + col).intoArray(to, target + col);
      }
    }
  }

  /**
   * acc += factor * block * panel. What lies in both beyond their edges is computed and left out.
   */
  private void multiplyBlock(
      boolean transposed,
      int height,
      int depth,
      int cols,
      long factor,
      HeapTensor acc,
      int from,
      int n) {
    for (int row = 0; row < height; row += TILE_ROWS) {
      if (transposed) {
        int group = row % GROUP;
        multiplyTile((row - group) * DEPTH + group, 1, GROUP, depth);
      } else {
        multiplyTile(row * DEPTH, DEPTH, 1, depth);
      }
      addTile(
          factor,
          Math.min(TILE_ROWS, height - row),
          cols,
          acc.words,
          acc.offset + from + row * n,
          n);
    }
  }

  /**
   * tile = the product of the panel and the four rows of the block that start at {@code x} and lie
   * {@code stride} apart, their words {@code step} apart.
   */
  private void multiplyTile(int x, int stride, int step, int depth) {
    long[] block = this.block;
    long[] panel = this.panel;
    LongVector t00 = LongVector.zero(SPECIES);
    LongVector t01 = LongVector.zero(SPECIES);
    LongVector t10 = LongVector.zero(SPECIES);
    LongVector t11 = LongVector.zero(SPECIES);
    LongVector t20 = LongVector.zero(SPECIES);
    LongVector t21 = LongVector.zero(SPECIES);
    LongVector t30 = LongVector.zero(SPECIES);
    LongVector t31 = LongVector.zero(SPECIES);
    int x0 = x;
    int x1 = x + stride;
    int x2 = x + 2 * stride;
    int x3 = x + 3 * stride;
    int at = 0;
    for (int p = 0; p < depth; p++) {
      LongVector y0 = LongVector.fromArray(SPECIES, panel, p * TILE_COLS);
      LongVector y1 = LongVector.fromArray(SPECIES, panel, p * TILE_COLS + LENGTH);
      LongVector word = LongVector.broadcast(SPECIES, block[x0 + at]);
      t00 = t00.add(word.mul(y0));
      t01 = t01.add(word.mul(y1));
      word = LongVector.broadcast(SPECIES, block[x1 + at]);
      t10 = t10.add(word.mul(y0));
      t11 = t11.add(word.mul(y1));
      word = LongVector.broadcast(SPECIES, block[x2 + at]);
      t20 = t20.add(word.mul(y0));
      t21 = t21.add(word.mul(y1));
      word = LongVector.broadcast(SPECIES, block[x3 + at]);
      t30 = t30.add(word.mul(y0));
      t31 = t31.add(word.mul(y1));
      at += step;
    }
    // Through memory: C2 gives up inlining, and then boxes vectors, where this method also adds.
    t00.intoArray(tile, 0);
    t01.intoArray(tile, LENGTH);
    t10.intoArray(tile, TILE_COLS);
    t11.intoArray(tile, TILE_COLS + LENGTH);
    t20.intoArray(tile, 2 * TILE_COLS);
    t21.intoArray(tile, 2 * TILE_COLS + LENGTH);
    t30.intoArray(tile, 3 * TILE_COLS);
    t31.intoArray(tile, 3 * TILE_COLS + LENGTH);
  }

  /** Adds factor * tile to {@code rows} rows that lie {@code stride} apart. */
  private void addTile(long factor, int rows, int cols, long[] acc, int from, int stride) {
    for (int row = 0; row < rows; row++) {
      int at = from + row * stride;
      int word = row * TILE_COLS;
      int col = 0;
      for (; col <= cols - LENGTH; col += LENGTH) {
        LongVector product = LongVector.fromArray(SPECIES, tile, word + col).mul(factor);
        LongVector.fromArray(SPECIES, acc, at + col).add(product).intoArray(acc, at + col);
      }
      for (; col < cols; col++) {
        acc[at + col] += factor * tile[word + col];
      }
    }
  }
}
