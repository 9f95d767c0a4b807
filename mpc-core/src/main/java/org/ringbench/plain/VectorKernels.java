package org.ringbench.plain;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels on the Vector API. The matrix product packs one panel of columns of y, as wide as a tile,
 * into scratch memory and runs it against every block of rows of x, which is read where it lies: a
 * broadcast costs the same from any stride.
 *
 * <p>No method of its own takes or returns a vector: past its inlining limit C2 would box it.
 */
final class VectorKernels implements FloatKernels {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int AVX512_BITS = 512;
  private static final int PIECE = 64;

  private final VectorTile tile;

  /** Kernels with the tile that suits the registers of this machine. */
  VectorKernels() {
    this(SPECIES.vectorBitSize() >= AVX512_BITS ? new Tile8x2() : new Tile4x3());
  }

  VectorKernels(VectorTile tile) {
    this.tile = tile;
  }

  @Override
  public String description() {
    return "vector, " + SPECIES.vectorBitSize() + " bits";
  }

  @Override
  public int panelCols() {
    return tile.cols();
  }

  @Override
  public int panelRows() {
    return tile.rows();
  }

  @Override
  public int scratchSize(Product p) {
    return (p.k + tile.rows()) * tile.cols();
  }

  @Override
  public void multiply(Product p, int rowFrom, int rowTo, int colFrom, int colTo, float[] scratch) {
    boolean thin = p.n == 1 || rowTo - rowFrom < tile.rows();
    if (!thin) {
      for (int col = colFrom; col < colTo; col += tile.cols()) {
        panel(p, rowFrom, rowTo, col, Math.min(tile.cols(), colTo - col), scratch);
      }
    } else if (p.xInner == 1 && p.yInner == 1) {
      for (int row = rowFrom; row < rowTo; row++) {
        for (int col = colFrom; col < colTo; col++) {
          p.out[row * p.n + col] = dot(p.x, row * p.xRow, p.y, col * p.yCol, p.k);
        }
      }
    } else if (p.n == 1) {
      // The single column of x' * y: the rows of x, weighted by y.
      combine(p.x, p.xInner, rowFrom, p.y, 0, 1, p.k, p.out, rowFrom, rowTo - rowFrom);
    } else {
      for (int row = rowFrom; row < rowTo; row++) {
        int outAt = row * p.n + colFrom;
        int xAt = row * p.xRow;
        combine(p.y, p.yInner, colFrom, p.x, xAt, p.xInner, p.k, p.out, outAt, colTo - colFrom);
      }
    }
  }

  private void panel(Product p, int rowFrom, int rowTo, int col, int width, float[] scratch) {
    pack(p, col, width, scratch);
    int edge = p.k * tile.cols();
    for (int i = rowFrom; i < rowTo; i += tile.rows()) {
      // The last block reaches back over rows that are done: the same values are written again.
      int row = Math.min(i, rowTo - tile.rows());
      int xAt = row * p.xRow;
      int outAt = row * p.n + col;
      if (width == tile.cols()) {
        tile.compute(p.k, p.x, xAt, p.xRow, p.xInner, scratch, p.out, outAt, p.n);
      } else {
        tile.compute(p.k, p.x, xAt, p.xRow, p.xInner, scratch, scratch, edge, tile.cols());
        for (int r = 0; r < tile.rows(); r++) {
          System.arraycopy(scratch, edge + r * tile.cols(), p.out, outAt + r * p.n, width);
        }
      }
    }
  }

  /** Row i of the panel: elements (i, col .. col + width) of op(y), then zeros. */
  private void pack(Product p, int col, int width, float[] scratch) {
    if (width < tile.cols()) {
      Arrays.fill(scratch, 0, p.k * tile.cols(), 0);
    }
    if (p.yCol != 1) {
      packColumns(p, col, width, scratch);
    } else if (width < tile.cols()) {
      for (int i = 0; i < p.k; i++) {
        System.arraycopy(p.y, i * p.yInner + col, scratch, i * tile.cols(), width);
      }
    } else {
      for (int i = 0; i < p.k; i++) {
        for (int j = 0; j < tile.cols(); j += LANES) {
          FloatVector.fromArray(SPECIES, p.y, i * p.yInner + col + j)
              .intoArray(scratch, i * tile.cols() + j);
        }
      }
    }
  }

  /**
   * Transposes, in pieces short enough for the written part of the panel to stay in the L1 cache.
   */
  private void packColumns(Product p, int col, int width, float[] scratch) {
    int cols = tile.cols();
    for (int start = 0; start < p.k; start += PIECE) {
      int end = Math.min(start + PIECE, p.k);
      for (int j = 0; j < width; j++) {
        int from = (col + j) * p.yCol;
        for (int i = start; i < end; i++) {
          scratch[i * cols + j] = p.y[from + i];
        }
      }
    }
  }

  /** out[outAt + j] = sum over i < k of w[wAt + i * wStep] * rows[i * rowStep + from + j]. */
  private static void combine(
      float[] rows,
      int rowStep,
      int from,
      float[] w,
      int wAt,
      int wStep,
      int k,
      float[] out,
      int outAt,
      int length) {
    int j = 0;
    for (; j <= length - 4 * LANES; j += 4 * LANES) {
      FloatVector a = FloatVector.zero(SPECIES);
      FloatVector b = a;
      FloatVector c = a;
      FloatVector d = a;
      for (int i = 0; i < k; i++) {
        int at = i * rowStep + from + j;
        FloatVector weight = FloatVector.broadcast(SPECIES, w[wAt + i * wStep]);
        a = FloatVector.fromArray(SPECIES, rows, at).fma(weight, a);
        b = FloatVector.fromArray(SPECIES, rows, at + LANES).fma(weight, b);
        c = FloatVector.fromArray(SPECIES, rows, at + 2 * LANES).fma(weight, c);
        d = FloatVector.fromArray(SPECIES, rows, at + 3 * LANES).fma(weight, d);
      }
      a.intoArray(out, outAt + j);
      b.intoArray(out, outAt + j + LANES);
      c.intoArray(out, outAt + j + 2 * LANES);
      d.intoArray(out, outAt + j + 3 * LANES);
    }
    for (; j < length; j += LANES) {
      VectorMask<Float> mask = SPECIES.indexInRange(j, length);
      FloatVector a = FloatVector.zero(SPECIES);
      for (int i = 0; i < k; i++) {
        FloatVector row = FloatVector.fromArray(SPECIES, rows, i * rowStep + from + j, mask);
        a = row.fma(FloatVector.broadcast(SPECIES, w[wAt + i * wStep]), a);
      }
      a.intoArray(out, outAt + j, mask);
    }
  }

  private static float dot(float[] x, int xAt, float[] y, int yAt, int length) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = a;
    int i = 0;
    for (; i <= length - 2 * LANES; i += 2 * LANES) {
      a =
          FloatVector.fromArray(SPECIES, x, xAt + i)
              .fma(FloatVector.fromArray(SPECIES, y, yAt + i), a);
      b =
          FloatVector.fromArray(SPECIES, x, xAt + i + LANES)
              .fma(FloatVector.fromArray(SPECIES, y, yAt + i + LANES), b);
    }
    float sum = a.add(b).reduceLanes(VectorOperators.ADD);
    for (; i < length; i++) {
      sum = Math.fma(x[xAt + i], y[yAt + i], sum);
    }
    return sum;
  }

  @Override
  public void sign(float[] x, float[] out, int from, int to) {
    FloatVector zero = FloatVector.zero(SPECIES);
    int i = from;
    for (; i <= to - LANES; i += LANES) {
      zero.blend(1, FloatVector.fromArray(SPECIES, x, i).compare(VectorOperators.GE, 0))
          .intoArray(out, i);
    }
    for (; i < to; i++) {
      out[i] = x[i] >= 0 ? 1 : 0;
    }
  }

  @Override
  public float sum(float[] x) {
    FloatVector a = FloatVector.zero(SPECIES);
    int i = 0;
    for (; i <= x.length - LANES; i += LANES) {
      a = a.add(FloatVector.fromArray(SPECIES, x, i));
    }
    float sum = a.reduceLanes(VectorOperators.ADD);
    for (; i < x.length; i++) {
      sum += x[i];
    }
    return sum;
  }
}
