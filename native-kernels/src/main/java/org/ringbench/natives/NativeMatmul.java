package org.ringbench.natives;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ringbench.ring.HostKernels;
import org.ringbench.ring.HostTensor;
import org.ringbench.ring.MatmulTerm;

/**
 * Matrix multiplication by the library, term after term into the same accumulator. With several
 * threads the accumulator's rows are divided among them.
 */
final class NativeMatmul implements HostKernels.Matmul, AutoCloseable {
  /**
   * A call does at most this many multiply-adds, about 7 ms: the garbage collector waits for it.
   */
  private static final long CALL = 1L << 27;

  /** Fewer than this are not worth a second thread. */
  private static final long WORTH_A_THREAD = 1L << 21;

  /** Rows of a call are a multiple of this, but for the last: whole register tiles. */
  private static final int ROWS = 64;

  private static final long ALIGNMENT = 64;

  private final boolean tiles;
  private final MemorySegment[] scratch;
  private final ExecutorService helpers; // null for one thread

  /**
   * Products by int8 tiles or by {@code vpmullq}.
   *
   * @param threads that share one product, the caller's among them
   */
  NativeMatmul(boolean tiles, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads: expected at least 1");
    }
    this.tiles = tiles;
    scratch = new MemorySegment[threads];
    long bytes = Functions.scratch(tiles) * Long.BYTES;
    for (int i = 0; i < threads; i++) {
      scratch[i] = Arena.ofAuto().allocate(bytes, ALIGNMENT);
    }
    helpers =
        threads == 1
            ? null
            : Executors.newFixedThreadPool(
                threads - 1,
                work -> Thread.ofPlatform().daemon().name("ringbench-matmul").unstarted(work));
  }

  @Override
  public void multiply(long factor, MatmulTerm[] terms, HostTensor acc) {
    int m = acc.shape().rows();
    long adds = 0;
    for (MatmulTerm term : terms) {
      adds += (long) m * term.n() * term.k();
    }
    int parts = Math.clamp(adds / WORTH_A_THREAD, 1, scratch.length);
    if (parts == 1) {
      multiplyRows(factor, terms, acc, 0, m, scratch[0]);
      return;
    }
    int share = Math.ceilDiv(Math.ceilDiv(m, parts), ROWS) * ROWS;
    List<Future<?>> others = new ArrayList<>();
    for (int part = 1; part < parts && part * share < m; part++) {
      MemorySegment own = scratch[part];
      int first = part * share;
      int end = Math.min(m, first + share);
      others.add(helpers.submit(() -> multiplyRows(factor, terms, acc, first, end, own)));
    }
    try {
      multiplyRows(factor, terms, acc, 0, Math.min(m, share), scratch[0]);
    } finally {
      others.forEach(NativeMatmul::await);
    }
  }

  private static void await(Future<?> part) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          part.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true; // the part still writes to the accumulator: it must end first
        } catch (ExecutionException e) {
          throw new IllegalStateException("a part of a product failed", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Rows {@code first} to {@code end} of the accumulator. */
  private void multiplyRows(
      long factor, MatmulTerm[] terms, HostTensor acc, int first, int end, MemorySegment own) {
    for (MatmulTerm term : terms) {
      long rowAdds = (long) term.n() * term.k();
      int step = Math.clamp(CALL / Math.max(1, rowAdds) / ROWS * ROWS, ROWS, 1 << 30);
      for (int row = first; row < end; row += step) {
        multiply(factor, term, acc, row, Math.min(step, end - row), own);
      }
    }
  }

  private void multiply(
      long factor, MatmulTerm term, HostTensor acc, int row, int rows, MemorySegment own) {
    MemorySegment x = ((HostTensor) term.x()).segment();
    MemorySegment y = ((HostTensor) term.y()).segment();
    MemorySegment out = acc.segment();
    int ldx = term.x().shape().cols();
    int ldy = term.y().shape().cols();
    int n = term.n();
    if (row > 0) {
      x = x.asSlice((term.transposeX() ? (long) row : (long) row * ldx) * Long.BYTES);
      out = out.asSlice((long) row * n * Long.BYTES);
    }
    Functions.matmul(
        tiles,
        factor,
        rows,
        n,
        term.k(),
        x,
        ldx,
        term.transposeX(),
        y,
        ldy,
        term.transposeY(),
        out,
        n,
        own);
  }

  /** Ends the helping threads. */
  @Override
  public void close() {
    if (helpers != null) {
      helpers.shutdown();
    }
  }
}
