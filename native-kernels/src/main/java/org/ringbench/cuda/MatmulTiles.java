package org.ringbench.cuda;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import org.ringbench.cuda.driver.CudaDriver.Grid;
import org.ringbench.ring.MatmulTerm;
import org.ringbench.ring.RingTensor;

/**
 * Launches {@code matmul_words_*} and {@code matmul_digits_*}: see {@code matmul.cuh}, which
 * declares the parameter.
 */
final class MatmulTiles {
  /** Bytes of {@code MatmulArgs}. */
  static final int PARAMETER_BYTES = 96;

  private static final int THREADS = 256;
  private static final int[] PAIRS_X = {1, 4};
  private static final int[] PAIRS_Y = {2, 8};
  private static final int PAIRS_ACC = 16;

  /** Bytes of a digits operand's step in shared memory, along k and along lines. */
  private static final int DIGITS_ALONG_K = 64 * 36 * Long.BYTES;

  private static final int DIGITS_ALONG_LINES = 32 * 66 * Long.BYTES;

  private final Launcher launcher;
  private final Kernel[] words = new Kernel[4];
  private final Kernel[] digits = new Kernel[4];

  MatmulTiles(Launcher launcher) {
    this.launcher = launcher;
  }

  /** Queues one launch; {@code second} is null for one term. */
  void launch(MatmulPlan plan, long factor, MatmulTerm first, MatmulTerm second, DeviceTensor acc) {
    MatmulForm form = plan.form();
    int depth = form.depth();
    int k1 = second == null ? 0 : second.k();
    int steps = ceil(first.k(), depth) + ceil(k1, depth);
    int stepsPerSlice = ceil(steps, plan.slices());
    int slices = ceil(steps, stepsPerSlice);
    int m = first.m();
    int n = first.n();

    int shared = sharedBytes(form, first.transposeX(), first.transposeY());
    Kernel kernel = kernel(form, first.transposeX(), first.transposeY(), shared);
    MemorySegment p = kernel.parameters();
    int flags = term(p, 0, first) | (second == null ? noTerm(p) : term(p, 1, second));
    if (acc.address() % 16 == 0 && n % 2 == 0) {
      flags |= PAIRS_ACC;
    }
    p.set(JAVA_LONG, 32, acc.address());
    p.set(JAVA_LONG, 40, factor);
    p.set(JAVA_INT, 48, m);
    p.set(JAVA_INT, 52, n);
    p.set(JAVA_INT, 80, stepsPerSlice);
    p.set(JAVA_INT, 84, slices);
    p.set(JAVA_INT, 88, flags);
    int tiles = ceil(m, MatmulForm.TILE) * ceil(n, MatmulForm.TILE);
    launcher.launch(kernel, new Grid(tiles, 1, slices, THREADS), shared);
  }

  /** Writes term {@code t}'s operands; the flags of those that 16-byte copies may read. */
  private static int term(MemorySegment p, int t, MatmulTerm term) {
    p.set(JAVA_LONG, 16L * t, address(term.x()));
    p.set(JAVA_LONG, 16L * t + 8, address(term.y()));
    p.set(JAVA_INT, 56 + 4L * t, term.k());
    p.set(JAVA_INT, 64 + 8L * t, pitch(term.x()));
    p.set(JAVA_INT, 64 + 8L * t + 4, pitch(term.y()));
    return (inPairs(term.x()) ? PAIRS_X[t] : 0) | (inPairs(term.y()) ? PAIRS_Y[t] : 0);
  }

  private static int noTerm(MemorySegment p) {
    p.set(JAVA_LONG, 16, 0);
    p.set(JAVA_LONG, 24, 0);
    p.set(JAVA_INT, 60, 0);
    p.set(JAVA_INT, 72, 0);
    p.set(JAVA_INT, 76, 0);
    return 0;
  }

  static long address(RingTensor tensor) {
    return ((DeviceTensor) tensor).address();
  }

  /**
   * Words from a row to the next: even for a single row, so that the rows which a tile has too many
   * keep its alignment.
   */
  private static int pitch(RingTensor tensor) {
    int cols = tensor.shape().cols();
    return tensor.shape().rows() == 1 ? cols + cols % 2 : cols;
  }

  /** Whether every row starts at a multiple of 16 bytes. */
  private static boolean inPairs(RingTensor tensor) {
    return address(tensor) % 16 == 0 && pitch(tensor) % 2 == 0;
  }

  private Kernel kernel(MatmulForm form, boolean transposeX, boolean transposeY, int shared) {
    Kernel[] kernels = form == MatmulForm.WORDS ? words : digits;
    int index = (transposeX ? 2 : 0) + (transposeY ? 1 : 0);
    if (kernels[index] == null) {
      String name =
          "matmul_" + form.id() + "_" + (transposeX ? "t" : "n") + (transposeY ? "t" : "n");
      Kernel kernel = launcher.kernel(name, PARAMETER_BYTES);
      if (shared > 0) {
        launcher.allowSharedMemory(kernel, shared);
      }
      kernels[index] = kernel;
    }
    return kernels[index];
  }

  /** Dynamic shared memory: two steps of both operands; the words kernels' is static. */
  static int sharedBytes(MatmulForm form, boolean transposeX, boolean transposeY) {
    return form == MatmulForm.WORDS
        ? 0
        : 2
            * ((transposeX ? DIGITS_ALONG_LINES : DIGITS_ALONG_K)
                + (transposeY ? DIGITS_ALONG_K : DIGITS_ALONG_LINES));
  }

  static int ceil(int of, int by) {
    return of == 0 ? 0 : (of - 1) / by + 1;
  }
}
