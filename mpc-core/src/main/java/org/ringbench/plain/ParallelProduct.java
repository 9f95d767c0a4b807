package org.ringbench.plain;

import org.ringbench.data.FloatTensor;
import org.ringbench.plan.Transpose;

/** Splits a matrix product over the threads of a pool, by columns or by rows. */
final class ParallelProduct implements WorkerPool.Task {
  /** Under so many multiply-adds the hand-over costs more than it saves. */
  private static final long MIN_WORK = 100_000;

  private final FloatKernels kernels;
  private final WorkerPool pool;
  private final Product product = new Product();
  private final float[][] scratch;
  private boolean byColumns;

  ParallelProduct(FloatKernels kernels, WorkerPool pool) {
    this.kernels = kernels;
    this.pool = pool;
    scratch = new float[pool.threads()][0];
  }

  void multiply(FloatTensor x, FloatTensor y, Transpose transpose, FloatTensor out) {
    product.set(x, y, transpose, out);
    int size = kernels.scratchSize(product);
    for (int i = 0; i < scratch.length; i++) {
      if (scratch[i].length < size) {
        scratch[i] = new float[size];
      }
    }
    long work = (long) product.m * product.k * product.n;
    if (pool.threads() == 1 || work < MIN_WORK) {
      kernels.multiply(product, 0, product.m, 0, product.n, scratch[0]);
    } else {
      // By columns no panel of y is packed twice, but only rows may come in enough blocks.
      int panels = product.n / kernels.panelCols();
      byColumns = panels >= 4 * pool.threads() || (panels > 0 && panels % pool.threads() == 0);
      pool.run(this);
    }
  }

  @Override
  public void run(int part) {
    int block = byColumns ? kernels.panelCols() : kernels.panelRows();
    int length = byColumns ? product.n : product.m;
    int from = start(part, length, block);
    int to = start(part + 1, length, block);
    if (from == to) {
      return;
    }
    if (byColumns) {
      kernels.multiply(product, 0, product.m, from, to, scratch[part]);
    } else {
      kernels.multiply(product, from, to, 0, product.n, scratch[part]);
    }
  }

  /** Where a part starts: whole blocks, as even as they go; the last part also has the rest. */
  private int start(int part, int length, int block) {
    if (part == pool.threads()) {
      return length;
    }
    return (int) ((long) (length / block) * part / pool.threads()) * block;
  }
}
