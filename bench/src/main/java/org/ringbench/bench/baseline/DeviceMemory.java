package org.ringbench.bench.baseline;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.driver.DeviceInfo;
import org.ringbench.data.FloatTensor;
import org.ringbench.ring.Shape;

/**
 * One GPU's context, stream and memory, and what else must be given back at the end, last taken
 * first given back.
 */
final class DeviceMemory implements AutoCloseable {
  private final CudaDriver driver;
  private final DeviceInfo device;
  private final Deque<Runnable> owned = new ArrayDeque<>();
  private final long context;
  private final long stream;
  private boolean closed;

  DeviceMemory(CudaDriver driver, int ordinal) {
    this.driver = driver;
    device = driver.device(ordinal);
    context = driver.retainContext(ordinal);
    owns(() -> driver.releaseContext(ordinal));
    try {
      driver.makeCurrent(context);
      stream = driver.createStream();
      owns(() -> driver.destroyStream(stream()));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  DeviceInfo device() {
    return device;
  }

  long stream() {
    return stream;
  }

  /** Makes the context the calling thread's own. */
  void enter() {
    if (closed) {
      throw new IllegalStateException("the engine on " + device.name() + " is closed");
    }
    driver.makeCurrent(context);
  }

  /** Adds something to be given back before all that was taken so far. */
  void owns(Runnable giveBack) {
    owned.push(giveBack);
  }

  DeviceMatrix allocate(Shape shape) {
    long address = driver.allocate((long) shape.size() * Float.BYTES);
    owns(() -> driver.free(address));
    return new DeviceMatrix(address, shape);
  }

  /** Waits for the copy: the page-locked memory in between is given back at once. */
  void upload(float[] values, DeviceMatrix target) {
    MemorySegment host = driver.allocateHost(target.bytes());
    try {
      MemorySegment.copy(values, 0, host, JAVA_FLOAT, 0, values.length);
      driver.upload(host, target.address(), stream);
      driver.synchronise(stream);
    } finally {
      driver.freeHost(host);
    }
  }

  FloatTensor download(DeviceMatrix source) {
    FloatTensor tensor = new FloatTensor(source.shape());
    MemorySegment host = driver.allocateHost(source.bytes());
    try {
      driver.download(source.address(), host, stream);
      driver.synchronise(stream);
      MemorySegment.copy(host, JAVA_FLOAT, 0, tensor.values(), 0, tensor.values().length);
    } finally {
      driver.freeHost(host);
    }
    return tensor;
  }

  /** Gives everything back, also after a failure of the device; the first refusal is thrown. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    RuntimeException first = null;
    for (Runnable giveBack : owned) {
      try {
        giveBack.run();
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    owned.clear();
    if (first != null) {
      throw first;
    }
  }
}
