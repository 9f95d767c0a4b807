package org.ringbench.cuda.jcuda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import jcuda.NativePointerObject;
import jcuda.Pointer;
import jcuda.jcublas.JCublas2;
import jcuda.jcublas.cublasHandle;
import jcuda.jcublas.cublasMath;
import jcuda.jcublas.cublasOperation;
import jcuda.jcublas.cublasStatus;
import jcuda.runtime.cudaStream_t;
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

  private static final String TEMPORARY = "java.io.tmpdir";

  private final cublasHandle handle;
  private final Pointer one = Pointer.to(new float[] {1});
  private final Pointer zero = Pointer.to(new float[] {0});
  private final String description;
  private boolean closed;

  private JCublas(long stream) {
    initialise();
    handle = new cublasHandle();
    check("cublasCreate", JCublas2.cublasCreate(handle));
    try {
      check("cublasSetStream", JCublas2.cublasSetStream(handle, streamOf(stream)));
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
   * @param stream that all its work is queued on
   * @throws IllegalStateException with the sentence of {@link #unavailable}
   * @throws CudaException if cuBLAS does not start
   */
  public static JCublas open(long stream) {
    unavailable()
        .ifPresent(
            why -> {
              throw new IllegalStateException(why);
            });
    return new JCublas(stream);
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
            new Address(y),
            transposeY ? k : n,
            new Address(x),
            transposeX ? m : k,
            zero,
            new Address(out),
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
            new Address(x),
            cols,
            new Address(weights),
            1,
            zero,
            new Address(out),
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

  /**
   * Loads JCublas's native library from a folder that nobody else can write to: JCuda would unpack
   * it to a fixed name in the common one, and trust a file that lies there already.
   */
  private static synchronized void initialise() {
    String common = System.getProperty(TEMPORARY);
    try {
      Path own = Files.createTempDirectory("ringbench-jcublas-");
      own.toFile().deleteOnExit(); // files marked later are deleted before it
      System.setProperty(TEMPORARY, own.toString());
      JCublas2.initialize();
      try (var files = Files.list(own)) {
        files.forEach(file -> file.toFile().deleteOnExit());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("no folder for JCublas's library in " + common, e);
    } catch (UnsatisfiedLinkError e) {
      throw new IllegalStateException(
          "JCublas does not load: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given"),
          e);
    } finally {
      System.setProperty(TEMPORARY, common);
    }
  }

  /** JCuda has no public way from a handle to its object. */
  private static cudaStream_t streamOf(long stream) {
    try {
      Field pointer = NativePointerObject.class.getDeclaredField("nativePointer");
      pointer.setAccessible(true);
      cudaStream_t object = new cudaStream_t();
      pointer.setLong(object, stream);
      return object;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this version of JCuda keeps handles elsewhere", e);
    }
  }

  /** Device memory at an address. */
  private static final class Address extends Pointer {
    Address(long address) {
      super(address);
    }
  }
}
