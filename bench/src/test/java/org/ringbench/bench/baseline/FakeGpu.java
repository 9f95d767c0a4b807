package org.ringbench.bench.baseline;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.cuda.driver.DeviceInfo;
import org.ringbench.cuda.driver.FloatBlas;

/**
 * A driver of one GPU that knows the kernels of {@code plain_float.cu} by name, and a BLAS on it,
 * both in Java. Like the real one it does nothing before a synchronise, wants its context current,
 * takes only page-locked memory in copies, and counts what was not given back.
 */
final class FakeGpu implements InvocationHandler {
  static final DeviceInfo DEVICE =
      new DeviceInfo(0, "Fake GPU", 8, 0, 108, 1L << 32, 1_410_000, 1_215_000, 5120, 166_912);

  private static final long CONTEXT = 77;
  private static final long MODULE = 78;

  private final Arena arena = Arena.ofAuto();
  private final NavigableMap<Long, float[]> memory = new TreeMap<>();
  private final List<MemorySegment> pinned = new ArrayList<>();
  private final Map<Long, String> functions = new HashMap<>();
  private final Queue<Runnable> queue = new ArrayDeque<>();
  private final List<Long> streams = new ArrayList<>();
  private long nextHandle = 1000;
  private int contexts;
  private int modules;
  private boolean current;

  int synchronises;
  int launches;
  int blasHandles;

  /** A call that fails from now on, as if the device had been lost. */
  String broken = "";

  CudaDriver driver() {
    return (CudaDriver)
        Proxy.newProxyInstance(
            CudaDriver.class.getClassLoader(), new Class<?>[] {CudaDriver.class}, this);
  }

  /** What is still held; 0 after a close. */
  int held() {
    return memory.size()
        + pinned.size()
        + streams.size()
        + contexts
        + modules
        + blasHandles
        + queue.size();
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] a) {
    String name = method.getName();
    if (name.equals(broken)) {
      throw new CudaException(2, name + ": CUDA_ERROR_OUT_OF_MEMORY (2)");
    }
    if (!current
        && !List.of("device", "retainContext", "makeCurrent", "releaseContext").contains(name)) {
      throw new CudaException(201, name + " without a current context");
    }
    return switch (name) {
      case "device" -> DEVICE;
      case "retainContext" -> {
        contexts++;
        yield CONTEXT;
      }
      case "releaseContext" -> {
        contexts--;
        current = false;
        yield null;
      }
      case "makeCurrent" -> {
        current = (Long) a[0] == CONTEXT;
        yield null;
      }
      case "loadModule" -> load((byte[]) a[0]);
      case "unloadModule" -> {
        modules--;
        yield null;
      }
      case "function" -> handle((String) a[1]);
      case "allocate" -> allocate((Long) a[0]);
      case "free" -> {
        require(memory.remove((Long) a[0]) != null, "free of an unknown address");
        yield null;
      }
      case "allocateHost" -> {
        MemorySegment segment = arena.allocate((Long) a[0], 64);
        pinned.add(segment);
        yield segment;
      }
      case "freeHost" -> {
        require(queue.isEmpty() && pinned.remove((MemorySegment) a[0]), "free of memory in use");
        yield null;
      }
      case "upload" -> queue(() -> upload((MemorySegment) a[0], (Long) a[1]), (Long) a[2]);
      case "download" -> queue(() -> download((Long) a[0], (MemorySegment) a[1]), (Long) a[2]);
      case "createStream" -> {
        streams.add(++nextHandle);
        yield nextHandle;
      }
      case "destroyStream" -> {
        require(streams.remove(a[0]), "unknown stream");
        yield null;
      }
      case "synchronise" -> {
        synchronises++;
        while (!queue.isEmpty()) {
          queue.remove().run();
        }
        yield null;
      }
      case "launch" -> launch(a);
      default -> throw new UnsupportedOperationException(name);
    };
  }

  private Object load(byte[] ptx) {
    require(ptx[ptx.length - 1] == 0, "PTX must end in NUL");
    modules++;
    return MODULE;
  }

  private Object handle(String function) {
    functions.put(++nextHandle, function);
    return nextHandle;
  }

  private Object allocate(long bytes) {
    long address = memory.isEmpty() ? 1L << 20 : memory.lastKey() + (1L << 34);
    memory.put(address, new float[(int) (bytes / Float.BYTES)]);
    return address;
  }

  private Object queue(Runnable work, long stream) {
    require(streams.contains(stream), "unknown stream");
    queue.add(work);
    return null;
  }

  private Object launch(Object[] a) {
    String name = functions.get((Long) a[0]);
    CudaDriver.Grid grid = (CudaDriver.Grid) a[1];
    MemorySegment args = (MemorySegment) a[4];
    require(name != null && args.byteSize() == FloatKernels.ARGS_BYTES, "wrong launch of " + name);
    require(grid.x() > 0 && grid.y() == 1 && grid.z() == 1 && grid.threads() <= 1024, "grid");
    MemorySegment copy = arena.allocate(args.byteSize(), 8).copyFrom(args); // read at the call
    launches++;
    return queue(() -> execute(name, copy), (Long) a[3]);
  }

  private void execute(String name, MemorySegment args) {
    float[] x = at(args.get(JAVA_LONG_UNALIGNED, FloatKernels.X));
    float[] y = at(args.get(JAVA_LONG_UNALIGNED, FloatKernels.Y));
    float[] out = at(args.get(JAVA_LONG_UNALIGNED, FloatKernels.OUT));
    int count = args.get(JAVA_INT_UNALIGNED, FloatKernels.COUNT);
    int cols = args.get(JAVA_INT_UNALIGNED, FloatKernels.COLS);
    float factor = args.get(JAVA_FLOAT_UNALIGNED, FloatKernels.FACTOR);
    for (int i = 0; i < count; i++) {
      out[i] =
          switch (name) {
            case "plain_add" -> x[i] + y[i];
            case "plain_sub" -> x[i] - y[i];
            case "plain_multiply" -> x[i] * y[i];
            case "plain_sign" -> x[i] >= 0 ? 1 : 0;
            case "plain_scale" -> factor * x[i];
            case "plain_axpy" -> factor * x[i] + y[i];
            case "plain_add_row" -> x[i] + y[i % cols];
            default -> throw new IllegalStateException("no kernel " + name);
          };
    }
  }

  private void upload(MemorySegment source, long target) {
    require(pinned.contains(source), "a copy from memory that is not page-locked");
    float[] values = at(target);
    MemorySegment.copy(source, JAVA_FLOAT, 0, values, 0, values.length);
  }

  private void download(long source, MemorySegment target) {
    require(pinned.contains(target), "a copy to memory that is not page-locked");
    float[] values = at(source);
    MemorySegment.copy(values, 0, target, JAVA_FLOAT, 0, values.length);
  }

  private float[] at(long address) {
    float[] values = memory.get(address);
    require(values != null, "no memory at " + address);
    return values;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new CudaException(1, message);
    }
  }

  /** A BLAS whose work goes through the same queue. */
  FloatBlas blas(long stream) {
    blasHandles++;
    return new FloatBlas() {
      @Override
      public String description() {
        return "Fake BLAS";
      }

      @Override
      public void multiply(long x, boolean tx, long y, boolean ty, long out, int m, int k, int n) {
        queue(
            () -> {
              float[] left = at(x);
              float[] right = at(y);
              float[] product = at(out);
              for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                  double sum = 0;
                  for (int l = 0; l < k; l++) {
                    sum +=
                        (double) left[tx ? l * m + i : i * k + l]
                            * right[ty ? j * k + l : l * n + j];
                  }
                  product[i * n + j] = (float) sum;
                }
              }
            },
            stream);
      }

      @Override
      public void multiplyRow(long weights, long x, long out, int rows, int cols) {
        queue(
            () -> {
              float[] sum = at(out);
              for (int j = 0; j < cols; j++) {
                double total = 0;
                for (int i = 0; i < rows; i++) {
                  total += (double) at(weights)[i] * at(x)[i * cols + j];
                }
                sum[j] = (float) total;
              }
            },
            stream);
      }

      @Override
      public void close() {
        blasHandles--;
      }
    };
  }
}
