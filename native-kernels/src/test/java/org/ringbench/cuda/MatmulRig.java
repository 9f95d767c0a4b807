package org.ringbench.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ringbench.cuda.driver.CudaDriver.Grid;
import org.ringbench.cuda.driver.DeviceInfo;
import org.ringbench.cuda.driver.KernelResources;
import org.ringbench.ptx.DeviceMemory;
import org.ringbench.ptx.Interpreter;
import org.ringbench.ptx.LaunchCounts;
import org.ringbench.ptx.PtxKernel;
import org.ringbench.ptx.WarpOrder;
import org.ringbench.ring.MatmulTerm;
import org.ringbench.ring.Shape;

/** Runs the committed PTX of the matmul kernels at once, with every check of the interpreter. */
final class MatmulRig implements Launcher {
  private static final DeviceInfo DEVICE =
      new DeviceInfo(0, "emulated", 8, 0, 108, 1L << 33, 1_410_000, 1_215_000, 5_120, 166_912);

  private final DeviceMemory memory = new DeviceMemory();
  private final Map<Long, Integer> allowedShared = new HashMap<>();
  private final List<PtxKernel> loaded = new ArrayList<>();
  private final WarpOrder order;

  /** What was launched, in order. */
  final List<Launched> launches = new ArrayList<>();

  record Launched(String kernel, Grid grid, LaunchCounts counts) {}

  MatmulRig(WarpOrder order) {
    this.order = order;
  }

  @Override
  public DeviceInfo device() {
    return DEVICE;
  }

  @Override
  public Kernel kernel(String name, int parameterBytes) {
    PtxKernel kernel = PtxUnderTest.kernel(name);
    if (kernel.parameterBytes() != parameterBytes) {
      throw new AssertionError(
          "%s takes %d bytes, not %d".formatted(name, kernel.parameterBytes(), parameterBytes));
    }
    loaded.add(kernel);
    KernelResources resources = new KernelResources(0, 0, kernel.staticSharedBytes(), 256);
    return Kernel.of(name, loaded.size() - 1, resources, parameterBytes, Arena.ofAuto());
  }

  @Override
  public void allowSharedMemory(Kernel kernel, int bytes) {
    allowedShared.put(kernel.function(), bytes);
  }

  @Override
  public void launch(Kernel kernel, Grid grid, int sharedBytes) {
    PtxKernel ptx = loaded.get((int) kernel.function());
    if (sharedBytes > 48 * 1024 - ptx.staticSharedBytes()
        && allowedShared.getOrDefault(kernel.function(), 0) < sharedBytes) {
      throw new AssertionError(kernel.name() + ": " + sharedBytes + " bytes were not allowed");
    }
    LaunchCounts counts =
        new Interpreter(memory, Emulation.options(order, 7))
            .run(
                ptx,
                grid.x(),
                grid.y(),
                grid.z(),
                grid.threads(),
                sharedBytes,
                kernel.parameters());
    launches.add(new Launched(kernel.name(), grid, counts));
  }

  /** A tensor of the words, in an allocation that ends with it. */
  DeviceTensor tensor(Shape shape, long[] words, boolean unaligned) {
    int before = unaligned ? 1 : 0;
    long base = memory.allocate((long) Long.BYTES * (words.length + before));
    long address = base + (long) Long.BYTES * before;
    memory.write(address, MemorySegment.ofArray(words));
    return new DeviceTensor(null, address, shape);
  }

  long[] words(DeviceTensor tensor) {
    long[] words = new long[tensor.size()];
    memory.read(tensor.address(), MemorySegment.ofArray(words));
    return words;
  }

  /** A product with random operands, or all words -1, and what it must give. */
  final class Case {
    final MatmulTerm[] terms;
    final DeviceTensor acc;
    final long[] expected;

    Case(
        int m,
        int n,
        List<Integer> k,
        boolean tx,
        boolean ty,
        boolean unaligned,
        long factor,
        boolean ones) {
      SplittableRandom random = new SplittableRandom(m * 31L + n * 17L + k.getFirst());
      long[] result = random.longs((long) m * n).toArray();
      acc = tensor(new Shape(m, n), result, unaligned);
      expected = result.clone();
      terms = new MatmulTerm[k.size()];
      for (int t = 0; t < k.size(); t++) {
        long[] x = words(random, m * k.get(t), ones);
        long[] y = words(random, k.get(t) * n, ones);
        Shape shapeX = tx ? new Shape(k.get(t), m) : new Shape(m, k.get(t));
        Shape shapeY = ty ? new Shape(n, k.get(t)) : new Shape(k.get(t), n);
        // One operand at a 16-byte border, one between two, in both orders.
        terms[t] =
            new MatmulTerm(
                tensor(shapeX, x, unaligned && t == 0), tx, tensor(shapeY, y, unaligned), ty);
        multiply(m, n, k.get(t), x, tx, y, ty, factor, expected);
      }
    }
  }

  private static long[] words(SplittableRandom random, int count, boolean ones) {
    return ones ? random.longs(count).map(w -> -1L).toArray() : random.longs(count).toArray();
  }

  private static void multiply(
      int m, int n, int k, long[] x, boolean tx, long[] y, boolean ty, long factor, long[] acc) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        long sum = 0;
        for (int p = 0; p < k; p++) {
          sum += x[tx ? p * m + i : i * k + p] * y[ty ? j * k + p : p * n + j];
        }
        acc[i * n + j] += factor * sum;
      }
    }
  }
}
