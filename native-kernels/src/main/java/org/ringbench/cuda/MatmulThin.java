package org.ringbench.cuda;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import org.ringbench.cuda.driver.CudaDriver.Grid;
import org.ringbench.ring.MatmulTerm;
import org.ringbench.ring.RingTensor;

/**
 * Launches {@code matmul_thin_*}: see {@code matmul_words.cu}, which declares the parameter. The
 * wide operand p is x, or y transposed if the product has few rows; q is the other one.
 */
final class MatmulThin {
  /** Bytes of {@code ThinArgs}. */
  static final int PARAMETER_BYTES = 104;

  private static final int THREADS = 256;
  private static final int WARPS = THREADS / 32;

  private final Launcher launcher;
  private final Kernel[] kernels = new Kernel[4];

  MatmulThin(Launcher launcher) {
    this.launcher = launcher;
  }

  /** Queues one launch; {@code second} is null for one term. */
  void launch(
      int wantedSlices, long factor, MatmulTerm first, MatmulTerm second, DeviceTensor acc) {
    int m = first.m();
    int n = first.n();
    boolean wideX = n < m || (n == m && !first.transposeX());
    int rows = wideX ? m : n;
    int width = wideX ? n : m;
    // A single row lies along k in any case.
    boolean alongK = rows == 1 || (wideX ? !first.transposeX() : first.transposeY());

    int k = first.k() + (second == null ? 0 : second.k());
    int granule = alongK ? 32 : WARPS;
    int granules = MatmulTiles.ceil(k, granule);
    int sliceLength = granule * MatmulTiles.ceil(granules, Math.min(wantedSlices, granules));
    int slices = MatmulTiles.ceil(k, sliceLength);

    Kernel kernel = kernel(alongK, width == 1);
    MemorySegment p = kernel.parameters();
    term(p, 0, first, wideX);
    if (second == null) {
      p.asSlice(16, 16).fill((byte) 0);
      p.set(JAVA_INT, 60, 0);
    } else {
      term(p, 1, second, wideX);
    }
    p.set(JAVA_LONG, 32, acc.address());
    p.set(JAVA_LONG, 40, factor);
    p.set(JAVA_INT, 48, rows);
    p.set(JAVA_INT, 52, width);
    p.set(JAVA_INT, 88, wideX ? n : 1);
    p.set(JAVA_INT, 92, wideX ? 1 : n);
    p.set(JAVA_INT, 96, sliceLength);
    p.set(JAVA_INT, 100, slices);
    launcher.launch(kernel, grid(alongK, rows, width, slices), 0);
  }

  private static Grid grid(boolean alongK, int rows, int width, int slices) {
    if (!alongK) {
      return new Grid(MatmulTiles.ceil(rows, 32), 1, slices, THREADS);
    }
    int rowsOfWarp = width == 1 ? 4 : 2;
    int warps = Math.multiplyExact(MatmulTiles.ceil(rows, rowsOfWarp), slices);
    return new Grid(MatmulTiles.ceil(warps, WARPS), 1, 1, THREADS);
  }

  private static void term(MemorySegment p, int t, MatmulTerm term, boolean wideX) {
    RingTensor wide = wideX ? term.x() : term.y();
    RingTensor narrow = wideX ? term.y() : term.x();
    boolean narrowAlongK = wideX ? term.transposeY() : !term.transposeX();
    int pitch = narrow.shape().cols();
    p.set(JAVA_LONG, 16L * t, MatmulTiles.address(wide));
    p.set(JAVA_LONG, 16L * t + 8, MatmulTiles.address(narrow));
    p.set(JAVA_INT, 56 + 4L * t, term.k());
    p.set(JAVA_INT, 64 + 4L * t, wide.shape().cols());
    p.set(JAVA_INT, 72 + 8L * t, narrowAlongK ? 1 : pitch);
    p.set(JAVA_INT, 76 + 8L * t, narrowAlongK ? pitch : 1);
  }

  private Kernel kernel(boolean alongK, boolean single) {
    int index = (alongK ? 2 : 0) + (single ? 1 : 0);
    if (kernels[index] == null) {
      String name = "matmul_thin_along_" + (alongK ? "k_" : "rows_") + (single ? "1" : "8");
      kernels[index] = launcher.kernel(name, PARAMETER_BYTES);
    }
    return kernels[index];
  }
}
