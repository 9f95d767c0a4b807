package org.ringbench.cuda.jcuda;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.Locale;
import java.util.Optional;
import jcuda.Pointer;
import jcuda.driver.CUstream;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasHandle;
import jcuda.jcublas.cublasMath;
import jcuda.jcublas.cublasOperation;
import jcuda.jcublas.cublasStatus;
import jcuda.runtime.cudaStream_t;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.cuda.driver.FloatBlas;

/**
 * cuBLAS 12 through JCublas, in its default mode: products of floats, accumulated in floats, no
 * TF32. cuBLAS counts by columns, so that every row-major matrix is its transpose there, and out =
 * x * y is computed as out' = y' * x'.
 */
public final class JCublas implements FloatBlas {
  /** What JCublas links to. */
  private static final String LIBRARY = "libcublas.so.12";

  private final cublasHandle handle;
  private final Pointer one = Pointer.to(new float[] {1});
  private final Pointer zero = Pointer.to(new float[] {0});
  private final String description;
  private boolean closed;

  private JCublas(CUstream stream) {
    initialise();
    handle = new cublasHandle();
    check("cublasCreate", JCublas2.cublasCreate(handle));
    try {
      check("cublasSetStream", JCublas2.cublasSetStream(handle, new cudaStream_t(stream)));
      check(
          "cublasSetMathMode", JCublas2.cublasSetMathMode(handle, cublasMath.CUBLAS_DEFAULT_MATH));
      int[] version = new int[1];
      check("cublasGetVersion", JCublas2.cublasGetVersion(handle, version));
      description = describe(version[0]);
    } catch (RuntimeException e) {
      JCublas2.cublasDestroy(handle);
      throw e;
    }
  }

  /** Why cuBLAS cannot be used here, in one sentence that says what to do; empty if it can. */
  @SuppressWarnings("restricted") // loading it runs only its own initialisers
  public static Optional<String> unavailable() {
    String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!system.toLowerCase(Locale.ROOT).matches("linux (amd64|x86_64)")) {
      return Optional.of("cuBLAS is used on Linux x86-64 only: this is " + system);
    }
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup.libraryLookup(LIBRARY, arena);
      return Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.of(
          LIBRARY
              + " is not found: install cuBLAS of CUDA 12 and put its folder into"
              + " LD_LIBRARY_PATH");
    }
  }

  /**
   * cuBLAS on the current context.
   *
   * @param driver as {@link CudaDrivers#load} gave it
   * @param stream of that driver, that all its work is queued on
   * @throws IllegalStateException with the sentence of {@link #unavailable}
   * @throws CudaException if cuBLAS does not start
   */
  public static FloatBlas open(CudaDriver driver, long stream) {
    if (!(driver instanceof JCudaDriver jcuda)) {
      throw new IllegalArgumentException(
          driver.getClass().getSimpleName() + " has no streams that cuBLAS can use");
    }
    unavailable()
        .ifPresent(
            why -> {
              throw new IllegalStateException(why);
            });
    return new JCublas(jcuda.streamObject(stream));
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void multiply(
      long x, boolean transposeX, long y, boolean transposeY, long out, int m, int k, int n) {
    requireOpen();
    check(
        "cublasSgemm",
        JCublas2.cublasSgemm(
            handle,
            operation(transposeY),
            operation(transposeX),
            n,
            m,
            k,
            one,
            Addresses.device(y),
            transposeY ? k : n,
            Addresses.device(x),
            transposeX ? m : k,
            zero,
            Addresses.device(out),
            n));
  }

  @Override
  public void multiplyRow(long weights, long x, long out, int rows, int cols) {
    requireOpen();
    check(
        "cublasSgemv",
        JCublas2.cublasSgemv(
            handle,
            cublasOperation.CUBLAS_OP_N,
            cols,
            rows,
            one,
            Addresses.device(x),
            cols,
            Addresses.device(weights),
            1,
            zero,
            Addresses.device(out),
            1));
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      check("cublasDestroy", JCublas2.cublasDestroy(handle));
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("cuBLAS is closed");
    }
  }

  private static int operation(boolean transpose) {
    return transpose ? cublasOperation.CUBLAS_OP_T : cublasOperation.CUBLAS_OP_N;
  }

  private static void check(String call, int status) {
    if (status != cublasStatus.CUBLAS_STATUS_SUCCESS) {
      throw new CudaException(
          status, "%s: %s (%d)".formatted(call, cublasStatus.stringFor(status), status));
    }
  }

  /** cuBLAS gives 10000 * major + 100 * minor + patch. */
  static String describe(int version) {
    return "cuBLAS %d.%d.%d".formatted(version / 10_000, version / 100 % 100, version % 100);
  }

  private static void initialise() {
    try {
      JCudaNatives.initialise("jcuda.jcublas.JCublas2");
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "JCublas does not load: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given"),
          e);
    }
    JCublas2.setExceptionsEnabled(false); // statuses are checked here
  }
}
