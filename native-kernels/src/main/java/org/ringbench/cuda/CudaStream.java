package org.ringbench.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.driver.CudaDriver.Grid;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.cuda.driver.DeviceInfo;

/**
 * One backend's stream, with the memory and the kernels that it uses and an event to order it with
 * other streams. Closing it frees them all.
 */
final class CudaStream implements Launcher, AutoCloseable {
  private record Block(long address, long bytes) {}

  private final CudaDevice device;
  private final CudaDriver driver;
  private final long stream;
  private final long event;
  private final Arena arena = Arena.ofShared(); // of kernels' parameters
  private final Map<String, Kernel> kernels = new HashMap<>();
  private final List<Block> blocks = new ArrayList<>();
  private final List<MemorySegment> pinned = new ArrayList<>();
  private long uploads; // asked for
  private long uploaded; // known to be done
  private long launches;

  CudaStream(CudaDevice device) {
    this.device = device;
    driver = device.driver();
    stream = driver.createStream();
    try {
      event = driver.createEvent(false);
    } catch (RuntimeException | Error e) {
      driver.destroyStream(stream);
      throw e;
    }
  }

  @Override
  public DeviceInfo device() {
    return device.info();
  }

  @Override
  public Kernel kernel(String name, int parameterBytes) {
    return kernels.computeIfAbsent(
        name,
        _ -> {
          long function = device.modules().function(name);
          return Kernel.of(name, function, driver.resources(function), parameterBytes, arena);
        });
  }

  @Override
  public void allowSharedMemory(Kernel kernel, int bytes) {
    driver.allowSharedMemory(kernel.function(), bytes);
  }

  @Override
  public void launch(Kernel kernel, Grid grid, int sharedBytes) {
    launches++;
    driver.launch(kernel.function(), grid, sharedBytes, stream, kernel.parameters());
  }

  /** A way to time what this stream is given. */
  MatmulAutotuner tuner(Matmul matmul) {
    return new MatmulAutotuner(driver, stream, matmul);
  }

  /** Kernels launched so far, recorded ones among them once. */
  long launches() {
    return launches;
  }

  /** Device memory, zeroed in the stream's order. */
  long allocate(long bytes, String what) {
    long address;
    try {
      address = device.pool().take(bytes);
    } catch (CudaException e) {
      if (e.status() == CudaException.OUT_OF_MEMORY) {
        throw new CudaException(e.status(), "no memory for " + what + ": " + e.getMessage());
      }
      throw e;
    }
    blocks.add(new Block(address, bytes));
    driver.clear(address, bytes, stream);
    return address;
  }

  /** Page-locked host memory. */
  MemorySegment allocateHost(long bytes) {
    MemorySegment memory = driver.allocateHost(bytes);
    pinned.add(memory);
    return memory;
  }

  /** Queues a copy to the device; {@link #awaitUpload} of the ticket frees the host memory. */
  long upload(MemorySegment source, long target) {
    driver.upload(source, target, stream);
    return ++uploads;
  }

  /** Waits until host memory that was uploaded may be written again. */
  void awaitUpload(long ticket) {
    if (ticket > uploaded) {
      synchronise();
    }
  }

  /** Fills host memory from the device and waits for it. */
  void download(long source, MemorySegment target) {
    driver.download(source, target, stream);
    synchronise();
  }

  void copy(long source, long target, long bytes) {
    driver.copy(source, target, bytes, stream);
  }

  void clear(long target, long bytes) {
    driver.clear(target, bytes, stream);
  }

  void synchronise() {
    driver.synchronise(stream);
    uploaded = uploads;
  }

  /** What this stream is given from now on waits for what {@code other} was given so far. */
  void after(CudaStream other) {
    driver.record(other.event, other.stream);
    driver.await(other.event, stream);
  }

  void beginCapture() {
    driver.beginCapture(stream);
  }

  /** The executable graph of what was captured. */
  long endCapture() {
    long graph = driver.endCapture(stream);
    try {
      return driver.instantiate(graph);
    } finally {
      driver.destroyGraph(graph);
    }
  }

  void launchGraph(long executable) {
    driver.launchGraph(executable, stream);
  }

  /** On any thread. */
  void destroyGraph(long executable) {
    device.makeCurrent();
    driver.destroyExecutable(executable);
  }

  /** Frees everything. After a failed kernel the driver refuses all calls: that is no news. */
  @Override
  public void close() {
    boolean sound = quietly(() -> driver.synchronise(stream));
    for (Block block : blocks) {
      if (sound) {
        device.pool().give(block.address, block.bytes);
      } else {
        quietly(() -> driver.free(block.address));
      }
    }
    pinned.forEach(memory -> quietly(() -> driver.freeHost(memory)));
    quietly(() -> driver.destroyEvent(event));
    quietly(() -> driver.destroyStream(stream));
    arena.close();
  }

  private static boolean quietly(Runnable call) {
    try {
      call.run();
      return true;
    } catch (CudaException e) {
      return false; // what failed first has been thrown already
    }
  }
}
