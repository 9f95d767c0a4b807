package org.ringbench.cuda.jcuda;

import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_CLOCK_RATE;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_GLOBAL_MEMORY_BUS_WIDTH;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MEMORY_CLOCK_RATE;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT;
import static jcuda.driver.CUevent_flags.CU_EVENT_DEFAULT;
import static jcuda.driver.CUevent_flags.CU_EVENT_DISABLE_TIMING;
import static jcuda.driver.CUfunction_attribute.CU_FUNC_ATTRIBUTE_LOCAL_SIZE_BYTES;
import static jcuda.driver.CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES;
import static jcuda.driver.CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK;
import static jcuda.driver.CUfunction_attribute.CU_FUNC_ATTRIBUTE_NUM_REGS;
import static jcuda.driver.CUfunction_attribute.CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES;
import static jcuda.driver.CUjit_option.CU_JIT_ERROR_LOG_BUFFER;
import static jcuda.driver.CUjit_option.CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES;
import static jcuda.driver.CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_THREAD_LOCAL;
import static jcuda.driver.CUstream_flags.CU_STREAM_NON_BLOCKING;
import static jcuda.driver.JCudaDriver.*;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUevent;
import jcuda.driver.CUfunction;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUmodule;
import jcuda.driver.CUstream;
import jcuda.driver.JITOptions;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.cuda.driver.CudaStatus;
import org.ringbench.cuda.driver.DeviceInfo;
import org.ringbench.cuda.driver.KernelResources;

/** The driver API through JCuda. Every call's status goes through {@link CudaStatus}. */
final class JCudaDriver implements CudaDriver {
  private static final int LOG_BYTES = 1 << 14;

  private final Handles<CUcontext> contexts = new Handles<>("context");
  private final Handles<CUmodule> modules = new Handles<>("module");
  private final Handles<NamedFunction> functions = new Handles<>("function");
  private final Handles<CUstream> streams = new Handles<>("stream");
  private final Handles<CUevent> events = new Handles<>("event");
  private final Handles<CUgraph> graphs = new Handles<>("graph");
  private final Handles<CUgraphExec> executables = new Handles<>("executable graph");
  private final Map<Integer, Retained> retained = new HashMap<>();
  private final Map<Long, Pointer> hostMemory = new HashMap<>();

  private JCudaDriver() {
    JCudaNatives.initialise("jcuda.driver.JCudaDriver");
    setExceptionsEnabled(false);
    CudaStatus.check(cuInit(0), "cuInit");
  }

  /** The only one; not before {@link CudaDrivers#probe} has found a driver that is new enough. */
  static CudaDriver instance() {
    return Holder.get();
  }

  /** JCuda's own object for a stream, for a library that queues on it. */
  CUstream streamObject(long stream) {
    return streams.get(stream);
  }

  // Driver and devices.

  @Override
  public int version() {
    int[] version = new int[1];
    CudaStatus.check(cuDriverGetVersion(version), "cuDriverGetVersion");
    return version[0];
  }

  @Override
  public int deviceCount() {
    int[] count = new int[1];
    CudaStatus.check(cuDeviceGetCount(count), "cuDeviceGetCount");
    return count[0];
  }

  @Override
  public DeviceInfo device(int ordinal) {
    CUdevice device = handle(ordinal);
    byte[] name = new byte[256];
    CudaStatus.check(cuDeviceGetName(name, name.length, device), "name of GPU %d", ordinal);
    long[] bytes = new long[1];
    CudaStatus.check(cuDeviceTotalMem(bytes, device), "memory of GPU %d", ordinal);
    return new DeviceInfo(
        ordinal,
        text(name),
        attribute(device, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR),
        attribute(device, CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR),
        attribute(device, CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT),
        bytes[0],
        attribute(device, CU_DEVICE_ATTRIBUTE_CLOCK_RATE),
        attribute(device, CU_DEVICE_ATTRIBUTE_MEMORY_CLOCK_RATE),
        attribute(device, CU_DEVICE_ATTRIBUTE_GLOBAL_MEMORY_BUS_WIDTH),
        attribute(device, CU_DEVICE_ATTRIBUTE_MAX_SHARED_MEMORY_PER_BLOCK_OPTIN));
  }

  @Override
  public synchronized long retainContext(int ordinal) {
    CUcontext context = new CUcontext();
    CudaStatus.check(
        cuDevicePrimaryCtxRetain(context, handle(ordinal)), "context of GPU %d", ordinal);
    // The primary context is one: so is its number, until all who retained it have released it.
    Retained known = retained.get(ordinal);
    Retained now =
        known == null ? new Retained(contexts.add(context), 1) : known.times(known.times() + 1);
    retained.put(ordinal, now);
    return now.number();
  }

  @Override
  public synchronized void releaseContext(int ordinal) {
    Retained known = retained.get(ordinal);
    if (known == null) {
      throw CudaStatus.failure(
          CudaStatus.INVALID_CONTEXT, "release of the context of GPU " + ordinal);
    }
    CUdevice device = handle(ordinal);
    if (known.times() > 1) {
      retained.put(ordinal, known.times(known.times() - 1));
      CudaStatus.check(cuDevicePrimaryCtxRelease(device), "release of GPU %d", ordinal);
    } else {
      retained.remove(ordinal);
      contexts.remove(
          known.number(), context -> cuDevicePrimaryCtxRelease(device), "release of a context");
    }
  }

  @Override
  public void makeCurrent(long context) {
    CudaStatus.check(
        cuCtxSetCurrent(context == 0 ? new CUcontext() : contexts.get(context)), "cuCtxSetCurrent");
  }

  // Modules.

  @Override
  public long loadModule(byte[] ptx) {
    if (ptx.length == 0 || ptx[ptx.length - 1] != 0) {
      throw new IllegalArgumentException(
          "PTX of %d bytes does not end in NUL".formatted(ptx.length));
    }
    ByteBuffer text = ByteBuffer.allocateDirect(ptx.length).put(ptx);
    JITOptions options = new JITOptions();
    options.putBytes(CU_JIT_ERROR_LOG_BUFFER, new byte[LOG_BYTES]);
    options.putInt(CU_JIT_ERROR_LOG_BUFFER_SIZE_BYTES, LOG_BYTES);
    CUmodule module = new CUmodule();
    int status = cuModuleLoadDataJIT(module, Pointer.to(text), options);
    if (status != CudaStatus.SUCCESS) {
      byte[] log = options.getBytes(CU_JIT_ERROR_LOG_BUFFER);
      throw CudaStatus.refusedPtx(status, log == null ? "" : text(log));
    }
    return modules.add(module);
  }

  @Override
  public void unloadModule(long module) {
    functions.forget(kernel -> kernel.module() == module);
    modules.remove(module, jcuda.driver.JCudaDriver::cuModuleUnload, "cuModuleUnload");
  }

  @Override
  public long function(long module, String name) {
    CUfunction function = new CUfunction();
    int status = cuModuleGetFunction(function, modules.get(module), name);
    if (status != CudaStatus.SUCCESS) {
      throw CudaStatus.failure(status, "looking for kernel " + name);
    }
    return functions.add(new NamedFunction(name, module, function));
  }

  @Override
  public KernelResources resources(long function) {
    CUfunction kernel = functions.get(function).function();
    return new KernelResources(
        attribute(kernel, CU_FUNC_ATTRIBUTE_NUM_REGS),
        attribute(kernel, CU_FUNC_ATTRIBUTE_LOCAL_SIZE_BYTES),
        attribute(kernel, CU_FUNC_ATTRIBUTE_SHARED_SIZE_BYTES),
        attribute(kernel, CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK));
  }

  @Override
  public void allowSharedMemory(long function, int bytes) {
    NamedFunction kernel = functions.get(function);
    int status =
        cuFuncSetAttribute(
            kernel.function(), CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES, bytes);
    if (status != CudaStatus.SUCCESS) {
      throw CudaStatus.failure(
          status, "allowing %s %d bytes of shared memory".formatted(kernel.name(), bytes));
    }
  }

  // Memory.

  @Override
  public long allocate(long bytes) {
    Addresses.Allocated pointer = new Addresses.Allocated();
    int status = cuMemAlloc(pointer, bytes);
    if (status == CudaStatus.OUT_OF_MEMORY) {
      throw CudaStatus.outOfMemory("allocation", bytes, memory());
    }
    CudaStatus.check(status, "allocation of %d bytes of device memory", bytes);
    return pointer.address();
  }

  @Override
  public void free(long address) {
    CudaStatus.check(
        cuMemFree(Addresses.device(address)), "freeing device memory at 0x%x", address);
  }

  @Override
  public Memory memory() {
    long[] free = new long[1];
    long[] total = new long[1];
    CudaStatus.check(cuMemGetInfo(free, total), "cuMemGetInfo");
    return new Memory(free[0], total[0]);
  }

  @Override
  public MemorySegment allocateHost(long bytes) {
    if (bytes < 1 || bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "page-locked memory of %d bytes: expected 1 to %d".formatted(bytes, Integer.MAX_VALUE));
    }
    Pointer pointer = new Pointer();
    CudaStatus.check(
        cuMemHostAlloc(pointer, bytes, 0), "allocation of %d bytes of page-locked memory", bytes);
    MemorySegment memory = MemorySegment.ofBuffer(pointer.getByteBuffer(0, bytes));
    synchronized (hostMemory) {
      hostMemory.put(memory.address(), pointer);
    }
    return memory;
  }

  @Override
  public void freeHost(MemorySegment memory) {
    Pointer pointer;
    synchronized (hostMemory) {
      pointer = hostMemory.remove(memory.address());
    }
    if (pointer == null) {
      throw CudaStatus.failure(
          CudaStatus.INVALID_VALUE,
          "freeing %s, which is not page-locked memory".formatted(memory));
    }
    CudaStatus.check(cuMemFreeHost(pointer), "cuMemFreeHost");
  }

  @Override
  public void upload(MemorySegment source, long target, long stream) {
    CudaStatus.check(
        cuMemcpyHtoDAsync(
            Addresses.device(target), host(source), source.byteSize(), streams.get(stream)),
        "upload of %d bytes",
        source.byteSize());
  }

  @Override
  public void download(long source, MemorySegment target, long stream) {
    CudaStatus.check(
        cuMemcpyDtoHAsync(
            host(target), Addresses.device(source), target.byteSize(), streams.get(stream)),
        "download of %d bytes",
        target.byteSize());
  }

  @Override
  public void copy(long source, long target, long bytes, long stream) {
    CudaStatus.check(
        cuMemcpyDtoDAsync(
            Addresses.device(target), Addresses.device(source), bytes, streams.get(stream)),
        "copy of %d bytes",
        bytes);
  }

  @Override
  public void clear(long target, long bytes, long stream) {
    CudaStatus.check(
        cuMemsetD8Async(Addresses.device(target), (byte) 0, bytes, streams.get(stream)),
        "clearing of %d bytes",
        bytes);
  }

  // Streams and events.

  @Override
  public long createStream() {
    CUstream stream = new CUstream();
    CudaStatus.check(cuStreamCreate(stream, CU_STREAM_NON_BLOCKING), "cuStreamCreate");
    return streams.add(stream);
  }

  @Override
  public void destroyStream(long stream) {
    streams.remove(stream, jcuda.driver.JCudaDriver::cuStreamDestroy, "cuStreamDestroy");
  }

  @Override
  public void synchronise(long stream) {
    CudaStatus.check(cuStreamSynchronize(streams.get(stream)), "waiting for a stream");
  }

  @Override
  public long createEvent(boolean timed) {
    CUevent event = new CUevent();
    CudaStatus.check(
        cuEventCreate(event, timed ? CU_EVENT_DEFAULT : CU_EVENT_DISABLE_TIMING), "cuEventCreate");
    return events.add(event);
  }

  @Override
  public void destroyEvent(long event) {
    events.remove(event, jcuda.driver.JCudaDriver::cuEventDestroy, "cuEventDestroy");
  }

  @Override
  public void record(long event, long stream) {
    CudaStatus.check(cuEventRecord(events.get(event), streams.get(stream)), "cuEventRecord");
  }

  @Override
  public void await(long event, long stream) {
    CudaStatus.check(
        cuStreamWaitEvent(streams.get(stream), events.get(event), 0), "cuStreamWaitEvent");
  }

  @Override
  public void synchroniseEvent(long event) {
    CudaStatus.check(cuEventSynchronize(events.get(event)), "waiting for an event");
  }

  @Override
  public float elapsedMillis(long start, long end) {
    float[] millis = new float[1];
    CudaStatus.check(
        cuEventElapsedTime(millis, events.get(start), events.get(end)), "cuEventElapsedTime");
    return millis[0];
  }

  // Kernels.

  @Override
  public void launch(
      long function, Grid grid, int sharedBytes, long stream, MemorySegment parameters) {
    NamedFunction kernel = functions.get(function);
    if (!parameters.isNative()) {
      throw new IllegalArgumentException("parameters of " + kernel.name() + " are in the heap");
    }
    int status =
        cuLaunchKernel(
            kernel.function(),
            grid.x(),
            grid.y(),
            grid.z(),
            grid.threads(),
            1,
            1,
            sharedBytes,
            streams.get(stream),
            LaunchParameters.of(parameters),
            null);
    if (status != CudaStatus.SUCCESS) {
      throw CudaStatus.failure(
          status,
          "launch of %s over %s with %d bytes of shared memory"
              .formatted(kernel.name(), grid, sharedBytes));
    }
  }

  // Graphs.

  @Override
  public void beginCapture(long stream) {
    CudaStatus.check(
        cuStreamBeginCapture(streams.get(stream), CU_STREAM_CAPTURE_MODE_THREAD_LOCAL),
        "cuStreamBeginCapture");
  }

  @Override
  public long endCapture(long stream) {
    CUgraph graph = new CUgraph();
    CudaStatus.check(cuStreamEndCapture(streams.get(stream), graph), "cuStreamEndCapture");
    return graphs.add(graph);
  }

  @Override
  public long instantiate(long graph) {
    CUgraphExec executable = new CUgraphExec();
    CudaStatus.check(cuGraphInstantiate(executable, graphs.get(graph), 0), "cuGraphInstantiate");
    return executables.add(executable);
  }

  @Override
  public void launchGraph(long executable, long stream) {
    CudaStatus.check(
        cuGraphLaunch(executables.get(executable), streams.get(stream)), "cuGraphLaunch");
  }

  @Override
  public void destroyGraph(long graph) {
    graphs.remove(graph, jcuda.driver.JCudaDriver::cuGraphDestroy, "cuGraphDestroy");
  }

  @Override
  public void destroyExecutable(long executable) {
    executables.remove(
        executable, jcuda.driver.JCudaDriver::cuGraphExecDestroy, "cuGraphExecDestroy");
  }

  private static CUdevice handle(int ordinal) {
    CUdevice device = new CUdevice();
    CudaStatus.check(cuDeviceGet(device, ordinal), "looking for GPU %d", ordinal);
    return device;
  }

  private static int attribute(CUdevice device, int attribute) {
    int[] value = new int[1];
    CudaStatus.check(
        cuDeviceGetAttribute(value, attribute, device), "attribute %d of a GPU", attribute);
    return value[0];
  }

  private static int attribute(CUfunction function, int attribute) {
    int[] value = new int[1];
    CudaStatus.check(
        cuFuncGetAttribute(value, attribute, function), "attribute %d of a kernel", attribute);
    return value[0];
  }

  private static Pointer host(MemorySegment memory) {
    if (!memory.isNative()) {
      throw new IllegalArgumentException("%s is not page-locked memory".formatted(memory));
    }
    return Addresses.host(memory.address());
  }

  /** Text up to its NUL. */
  private static String text(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  private record NamedFunction(String name, long module, CUfunction function) {}

  private record Retained(long number, int times) {
    Retained times(int changed) {
      return new Retained(number, changed);
    }
  }

  /** A failed start is tried again by the next call: a class's initialiser would not be. */
  private static final class Holder {
    private static CudaDriver driver;

    private Holder() {}

    static synchronized CudaDriver get() throws CudaException {
      if (driver == null) {
        driver = new JCudaDriver();
      }
      return driver;
    }
  }
}
