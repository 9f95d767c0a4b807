package org.ringbench.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.ringbench.cuda.driver.CudaDriver.Grid;
import org.ringbench.cuda.driver.DeviceInfo;
import org.ringbench.cuda.driver.KernelResources;
import org.ringbench.ptx.DeviceMemory;
import org.ringbench.ptx.Interpreter;
import org.ringbench.ptx.LaunchCounts;
import org.ringbench.ptx.WarpOrder;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/** Runs the committed PTX of every launch at once in the interpreter; memory, and nothing more. */
final class InterpretedKernels implements Launcher {
  private final DeviceMemory memory = new DeviceMemory();
  private final Interpreter interpreter;
  private int launches;
  private Grid lastGrid;
  private LaunchCounts counts = LaunchCounts.none();

  /** Blocks and warps run in an order that the seed picks. */
  InterpretedKernels(long seed) {
    interpreter = new Interpreter(memory, Emulation.options(WarpOrder.SEEDED, seed));
  }

  /** One multiprocessor, so that small tensors fill the grid and threads go round their loops. */
  @Override
  public DeviceInfo device() {
    return new DeviceInfo(0, "interpreted", 8, 0, 1, 1L << 30, 1, 1, 1, 1 << 16);
  }

  @Override
  public Kernel kernel(String name, int parameterBytes) {
    PtxUnderTest.kernel(name);
    KernelResources resources = new KernelResources(32, 0, 0, 1024);
    return Kernel.of(name, 1, resources, parameterBytes, Arena.ofAuto());
  }

  @Override
  public void allowSharedMemory(Kernel kernel, int bytes) {
    throw new UnsupportedOperationException("no kernel here needs more than 48 KB");
  }

  @Override
  public void launch(Kernel kernel, Grid grid, int sharedBytes) {
    launches++;
    lastGrid = grid;
    counts =
        interpreter.run(
            PtxUnderTest.kernel(kernel.name()),
            grid.x(),
            grid.y(),
            grid.z(),
            grid.threads(),
            sharedBytes,
            kernel.parameters());
  }

  /** The last launch's blocks. */
  Grid grid() {
    return lastGrid;
  }

  /** What the last launch executed. */
  LaunchCounts counts() {
    return counts;
  }

  int launches() {
    return launches;
  }

  /**
   * A tensor of these words in an allocation that ends with it.
   *
   * @param before words of the allocation that come before it: an odd number puts it off 16 bytes
   */
  DeviceTensor tensor(Shape shape, int before, long[] words) {
    long[] whole = new long[before + shape.size()];
    System.arraycopy(words, 0, whole, before, shape.size());
    long address = memory.allocate((long) whole.length * Long.BYTES);
    memory.write(address, MemorySegment.ofArray(whole));
    return new DeviceTensor(null, address + (long) before * Long.BYTES, shape);
  }

  /** Row numbers in device memory; their address. */
  long rows(int... rows) {
    long address = memory.allocate((long) rows.length * Integer.BYTES);
    memory.write(address, MemorySegment.ofArray(rows));
    return address;
  }

  long[] words(RingTensor tensor) {
    long[] words = new long[tensor.size()];
    memory.read(((DeviceTensor) tensor).address(), MemorySegment.ofArray(words));
    return words;
  }
}
