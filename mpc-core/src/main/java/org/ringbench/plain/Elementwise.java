package org.ringbench.plain;

import java.util.Locale;

/**
 * Operations on elements and rows, split over the threads of a pool where they are large. The loops
 * are plain: the JIT makes vector code of them.
 */
final class Elementwise implements WorkerPool.Task {
  /** What to compute for each element, or for each row of {@code cols} elements. */
  enum Kind {
    ADD,
    SUB,
    MULTIPLY,
    SCALE,
    AXPY,
    SIGN,
    ADD_ROW;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Under so many elements the hand-over costs more than it saves. */
  private static final int MIN_WORK = 32_768;

  private final FloatKernels kernels;
  private final WorkerPool pool;

  private Kind kind;
  private float[] x;
  private float[] y;
  private float[] out;
  private float factor;
  private int cols;

  Elementwise(FloatKernels kernels, WorkerPool pool) {
    this.kernels = kernels;
    this.pool = pool;
  }

  /**
   * Computes {@code kind} into {@code result}.
   *
   * @param right the second operand, or the first again where there is one only
   * @param f the factor of SCALE and AXPY
   * @param width the columns of the result: threads take whole rows
   */
  void apply(Kind operation, float[] left, float[] right, float[] result, float f, int width) {
    kind = operation;
    x = left;
    y = right;
    out = result;
    factor = f;
    cols = width;
    if (pool.threads() == 1 || result.length < MIN_WORK) {
      compute(0, result.length);
    } else {
      pool.run(this);
    }
  }

  @Override
  public void run(int part) {
    long rows = out.length / cols;
    int from = (int) (rows * part / pool.threads()) * cols;
    int to = (int) (rows * (part + 1) / pool.threads()) * cols;
    compute(from, to);
  }

  private void compute(int from, int to) {
    switch (kind) {
      case ADD -> add(x, y, out, from, to);
      case SUB -> sub(x, y, out, from, to);
      case MULTIPLY -> multiply(x, y, out, from, to);
      case SCALE -> scale(factor, x, out, from, to);
      case AXPY -> axpy(factor, x, y, out, from, to);
      case SIGN -> kernels.sign(x, out, from, to);
      case ADD_ROW -> {
        for (int row = from; row < to; row += cols) {
          addRow(x, y, out, row, cols);
        }
      }
    }
  }

  private static void add(float[] x, float[] y, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] + y[i];
    }
  }

  private static void sub(float[] x, float[] y, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] - y[i];
    }
  }

  private static void multiply(float[] x, float[] y, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = x[i] * y[i];
    }
  }

  private static void scale(float f, float[] x, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = f * x[i];
    }
  }

  private static void axpy(float f, float[] x, float[] y, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = f * x[i] + y[i];
    }
  }

  private static void addRow(float[] x, float[] row, float[] out, int at, int cols) {
    for (int j = 0; j < cols; j++) {
      out[at + j] = x[at + j] + row[j];
    }
  }

  /** out[j] = the sum of column j. */
  static void sumRows(float[] x, float[] out) {
    int cols = out.length;
    System.arraycopy(x, 0, out, 0, cols);
    for (int at = cols; at < x.length; at += cols) {
      for (int j = 0; j < cols; j++) {
        out[j] += x[at + j];
      }
    }
  }
}
