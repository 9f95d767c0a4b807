package org.ringbench.emulator;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.ringbench.cuda.driver.CudaDriver.Grid;
import org.ringbench.cuda.driver.CudaDriver.Memory;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.cuda.driver.CudaStatus;
import org.ringbench.cuda.driver.DeviceInfo;
import org.ringbench.cuda.driver.KernelResources;

/**
 * C functions of the driver API, called by name from {@code fakecuda.c}, over an emulated driver.
 * Handles are its own. An exception must not leave a call from C: it becomes its status.
 */
@SuppressWarnings({"restricted", "unused"})
final class ForwardedCalls {
  private static final int ERROR_LOG_BUFFER = 5;
  private static final int ERROR_LOG_BUFFER_BYTES = 6;
  private static final int NON_BLOCKING = 1;
  private static final int THREAD_LOCAL = 1;
  private static final int DISABLE_TIMING = 2;

  private final EmulatedDriver driver;
  private final Map<Long, MemorySegment> hostMemory = new HashMap<>();

  ForwardedCalls(EmulatedDriver driver) {
    this.driver = driver;
  }

  private interface Body {
    void run();
  }

  private static int answer(Body body) {
    try {
      body.run();
      return CudaStatus.SUCCESS;
    } catch (CudaException e) {
      return e.status();
    } catch (Throwable e) {
      System.err.println("in a call from C: " + e);
      return 999;
    }
  }

  private static void put(MemorySegment pointer, long value) {
    pointer.reinterpret(8).set(ValueLayout.JAVA_LONG_UNALIGNED, 0, value);
  }

  private static void put(MemorySegment pointer, int value) {
    pointer.reinterpret(4).set(ValueLayout.JAVA_INT_UNALIGNED, 0, value);
  }

  private static String text(MemorySegment pointer) {
    return pointer.reinterpret(Integer.MAX_VALUE).getString(0);
  }

  private static void require(String what, long found, long expected) {
    if (found != expected) {
      throw new IllegalArgumentException(what + " is " + found + ", expected " + expected);
    }
  }

  int cuInit(int flags) {
    if (driver.deviceCount() == 0) {
      return CudaStatus.NO_DEVICE;
    }
    return answer(() -> require("flags of cuInit", flags, 0));
  }

  int cuDriverGetVersion(MemorySegment version) {
    return answer(() -> put(version, driver.version()));
  }

  int cuDeviceGetCount(MemorySegment count) {
    return answer(() -> put(count, driver.deviceCount()));
  }

  int cuDeviceGet(MemorySegment device, int ordinal) {
    return answer(() -> put(device, driver.device(ordinal).ordinal()));
  }

  int cuDeviceGetName(MemorySegment name, int length, int device) {
    return answer(() -> name.reinterpret(length).setString(0, driver.device(device).name()));
  }

  int cuDeviceTotalMem_v2(MemorySegment bytes, int device) {
    return answer(() -> put(bytes, driver.device(device).memoryBytes()));
  }

  int cuDeviceGetAttribute(MemorySegment value, int attribute, int device) {
    return answer(() -> put(value, attribute(driver.device(device), attribute)));
  }

  private static int attribute(DeviceInfo info, int attribute) {
    return switch (attribute) {
      case 13 -> info.clockKilohertz();
      case 16 -> info.multiprocessors();
      case 36 -> info.memoryClockKilohertz();
      case 37 -> info.memoryBusBits();
      case 75 -> info.major();
      case 76 -> info.minor();
      case 97 -> info.sharedBytesPerBlock();
      default -> 0;
    };
  }

  int cuDevicePrimaryCtxRetain(MemorySegment context, int device) {
    return answer(() -> put(context, driver.retainContext(device)));
  }

  int cuDevicePrimaryCtxRelease_v2(int device) {
    return answer(() -> driver.releaseContext(device));
  }

  int cuCtxSetCurrent(MemorySegment context) {
    return answer(() -> driver.makeCurrent(context.address()));
  }

  int cuModuleLoadDataEx(
      MemorySegment module,
      MemorySegment image,
      int count,
      MemorySegment options,
      MemorySegment values) {
    try {
      byte[] ptx = (text(image) + "\0").getBytes(StandardCharsets.UTF_8);
      put(module, driver.loadModule(ptx));
      return CudaStatus.SUCCESS;
    } catch (CudaException e) {
      int[] keys = options.reinterpret(4L * count).toArray(ValueLayout.JAVA_INT_UNALIGNED);
      long[] given = values.reinterpret(8L * count).toArray(ValueLayout.JAVA_LONG_UNALIGNED);
      MemorySegment log = MemorySegment.NULL;
      long size = 0;
      for (int i = 0; i < count; i++) {
        if (keys[i] == ERROR_LOG_BUFFER) {
          log = MemorySegment.ofAddress(given[i]);
        } else if (keys[i] == ERROR_LOG_BUFFER_BYTES) {
          size = given[i] & 0xFFFF_FFFFL;
        }
      }
      byte[] message = e.getMessage().getBytes(StandardCharsets.UTF_8);
      byte[] cut = Arrays.copyOf(message, (int) Math.min(message.length + 1L, size));
      MemorySegment.copy(cut, 0, log.reinterpret(size), ValueLayout.JAVA_BYTE, 0, cut.length);
      return e.status();
    } catch (Throwable e) {
      System.err.println("in a call from C: " + e);
      return 999;
    }
  }

  int cuModuleUnload(MemorySegment module) {
    return answer(() -> driver.unloadModule(module.address()));
  }

  int cuModuleGetFunction(MemorySegment function, MemorySegment module, MemorySegment name) {
    return answer(() -> put(function, driver.function(module.address(), text(name))));
  }

  int cuFuncGetAttribute(MemorySegment value, int attribute, MemorySegment function) {
    return answer(
        () -> {
          KernelResources resources = driver.resources(function.address());
          put(
              value,
              switch (attribute) {
                case 0 -> resources.maxThreads();
                case 1 -> resources.sharedBytes();
                case 3 -> resources.localBytes();
                case 4 -> resources.registers();
                default -> throw new IllegalArgumentException("attribute " + attribute);
              });
        });
  }

  int cuFuncSetAttribute(MemorySegment function, int attribute, int value) {
    return answer(
        () -> {
          require("attribute", attribute, 8);
          driver.allowSharedMemory(function.address(), value);
        });
  }

  int cuMemAlloc_v2(MemorySegment address, long bytes) {
    return answer(() -> put(address, driver.allocate(bytes)));
  }

  int cuMemFree_v2(long address) {
    return answer(() -> driver.free(address));
  }

  int cuMemGetInfo_v2(MemorySegment free, MemorySegment total) {
    return answer(
        () -> {
          Memory memory = driver.memory();
          put(free, memory.free());
          put(total, memory.total());
        });
  }

  int cuMemHostAlloc(MemorySegment pointer, long bytes, int flags) {
    return answer(
        () -> {
          MemorySegment memory = driver.allocateHost(bytes);
          hostMemory.put(memory.address(), memory);
          put(pointer, memory.address());
        });
  }

  int cuMemFreeHost(MemorySegment pointer) {
    return answer(
        () -> {
          driver.freeHost(hostMemory.get(pointer.address()));
          hostMemory.remove(pointer.address());
        });
  }

  int cuMemcpyHtoDAsync_v2(long target, MemorySegment source, long bytes, MemorySegment stream) {
    return answer(() -> driver.upload(source.reinterpret(bytes), target, stream.address()));
  }

  int cuMemcpyDtoHAsync_v2(MemorySegment target, long source, long bytes, MemorySegment stream) {
    return answer(() -> driver.download(source, target.reinterpret(bytes), stream.address()));
  }

  int cuMemcpyDtoDAsync_v2(long target, long source, long bytes, MemorySegment stream) {
    return answer(() -> driver.copy(source, target, bytes, stream.address()));
  }

  int cuMemsetD8Async(long target, byte value, long bytes, MemorySegment stream) {
    return answer(
        () -> {
          require("value", value, 0);
          driver.clear(target, bytes, stream.address());
        });
  }

  int cuStreamCreate(MemorySegment stream, int flags) {
    return answer(
        () -> {
          require("flags of a stream", flags, NON_BLOCKING);
          put(stream, driver.createStream());
        });
  }

  int cuStreamDestroy_v2(MemorySegment stream) {
    return answer(() -> driver.destroyStream(stream.address()));
  }

  int cuStreamSynchronize(MemorySegment stream) {
    return answer(() -> driver.synchronise(stream.address()));
  }

  int cuStreamWaitEvent(MemorySegment stream, MemorySegment event, int flags) {
    return answer(() -> driver.await(event.address(), stream.address()));
  }

  int cuStreamBeginCapture_v2(MemorySegment stream, int mode) {
    return answer(
        () -> {
          require("mode of a capture", mode, THREAD_LOCAL);
          driver.beginCapture(stream.address());
        });
  }

  int cuStreamEndCapture(MemorySegment stream, MemorySegment graph) {
    return answer(() -> put(graph, driver.endCapture(stream.address())));
  }

  int cuEventCreate(MemorySegment event, int flags) {
    return answer(() -> put(event, driver.createEvent((flags & DISABLE_TIMING) == 0)));
  }

  int cuEventDestroy_v2(MemorySegment event) {
    return answer(() -> driver.destroyEvent(event.address()));
  }

  int cuEventRecord(MemorySegment event, MemorySegment stream) {
    return answer(() -> driver.record(event.address(), stream.address()));
  }

  int cuEventSynchronize(MemorySegment event) {
    return answer(() -> driver.synchroniseEvent(event.address()));
  }

  int cuEventElapsedTime(MemorySegment millis, MemorySegment start, MemorySegment end) {
    return answer(
        () ->
            millis
                .reinterpret(4)
                .set(
                    ValueLayout.JAVA_FLOAT_UNALIGNED,
                    0,
                    driver.elapsedMillis(start.address(), end.address())));
  }

  int cuLaunchKernel(
      MemorySegment function,
      int gridX,
      int gridY,
      int gridZ,
      int blockX,
      int blockY,
      int blockZ,
      int sharedBytes,
      MemorySegment stream,
      MemorySegment parameters,
      MemorySegment extra) {
    return answer(
        () -> {
          require("block's y", blockY, 1);
          require("block's z", blockZ, 1);
          require("extra", extra.address(), 0);
          long structure = parameters.reinterpret(8).get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
          driver.launch(
              function.address(),
              new Grid(gridX, gridY, gridZ, blockX),
              sharedBytes,
              stream.address(),
              MemorySegment.ofAddress(structure)
                  .reinterpret(driver.parameterBytes(function.address())));
        });
  }

  int cuGraphInstantiateWithFlags(MemorySegment executable, MemorySegment graph, long flags) {
    return answer(() -> put(executable, driver.instantiate(graph.address())));
  }

  int cuGraphLaunch(MemorySegment executable, MemorySegment stream) {
    return answer(() -> driver.launchGraph(executable.address(), stream.address()));
  }

  int cuGraphDestroy(MemorySegment graph) {
    return answer(() -> driver.destroyGraph(graph.address()));
  }

  int cuGraphExecDestroy(MemorySegment executable) {
    return answer(() -> driver.destroyExecutable(executable.address()));
  }
}
