package org.ringbench.bench.baseline;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.driver.CudaDriver.Grid;

/** The elementwise kernels of {@code plain_float.cu}. */
final class FloatKernels {
  /** The kernels, {@code plain_} before their names. */
  enum Kernel {
    ADD,
    SUB,
    MULTIPLY,
    SIGN,
    SCALE,
    AXPY,
    ADD_ROW;

    String label() {
      return "plain_" + name().toLowerCase(Locale.ROOT);
    }
  }

  // PlainFloatArgs in plain_float.cu: three addresses, two counts, the factor, padding.
  static final long ARGS_BYTES = 40;
  static final long X = 0;
  static final long Y = 8;
  static final long OUT = 16;
  static final long COUNT = 24;
  static final long COLS = 28;
  static final long FACTOR = 32;

  private static final String PTX = "/org/ringbench/cuda/ptx/plain_float.ptx";
  private static final int THREADS = 256;

  /** Blocks that fill a multiprocessor: 2,048 threads. */
  private static final int BLOCKS_PER_MULTIPROCESSOR = 8;

  private final CudaDriver driver;
  private final long stream;
  private final int maxBlocks;
  private final Map<Kernel, Long> functions = new EnumMap<>(Kernel.class);
  private final MemorySegment args;

  /** Loads the kernels into the current context; {@code memory} gives them back. */
  FloatKernels(CudaDriver driver, DeviceMemory memory) {
    this.driver = driver;
    stream = memory.stream();
    maxBlocks = memory.device().multiprocessors() * BLOCKS_PER_MULTIPROCESSOR;
    long module = driver.loadModule(ptx());
    memory.owns(() -> driver.unloadModule(module));
    for (Kernel kernel : Kernel.values()) {
      functions.put(kernel, driver.function(module, kernel.label()));
    }
    args = Arena.ofAuto().allocate(ARGS_BYTES, Long.BYTES);
  }

  /** Queues out = kernel(x, y). */
  void launch(Kernel kernel, DeviceMatrix x, DeviceMatrix y, DeviceMatrix out, float factor) {
    int count = out.shape().size();
    args.set(JAVA_LONG, X, x.address());
    args.set(JAVA_LONG, Y, y.address());
    args.set(JAVA_LONG, OUT, out.address());
    args.set(JAVA_INT, COUNT, count);
    args.set(JAVA_INT, COLS, out.shape().cols());
    args.set(JAVA_FLOAT, FACTOR, factor);
    int blocks = Math.min(Math.ceilDiv(count, THREADS), maxBlocks);
    driver.launch(functions.get(kernel), new Grid(blocks, 1, 1, THREADS), 0, stream, args);
  }

  /** The driver wants text that ends in NUL. */
  private static byte[] ptx() {
    try (InputStream in = CudaDriver.class.getResourceAsStream(PTX)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + PTX);
      }
      byte[] text = in.readAllBytes();
      return Arrays.copyOf(text, text.length + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
