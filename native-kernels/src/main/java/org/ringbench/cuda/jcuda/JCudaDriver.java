package org.ringbench.cuda.jcuda;

import static jcuda.driver.CUevent_flags.CU_EVENT_DEFAULT;
import static jcuda.driver.CUevent_flags.CU_EVENT_DISABLE_TIMING;
import static jcuda.driver.CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_THREAD_LOCAL;
import static jcuda.driver.CUstream_flags.CU_STREAM_NON_BLOCKING;
import static jcuda.driver.JCudaDriver.*;

import java.lang.foreign.MemorySegment;
import jcuda.driver.CUevent;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUstream;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.cuda.driver.CudaStatus;
import org.ringbench.cuda.driver.DeviceInfo;
import org.ringbench.cuda.driver.KernelResources;

/** The driver API through JCuda. Every call's status goes through {@link CudaStatus}. */
final class JCudaDriver implements CudaDriver {
  private final PrimaryContexts contexts = new PrimaryContexts();
  private final Modules modules = new Modules();
  private final HostMemory hostMemory = new HostMemory();
  private final Handles<CUstream> streams = new Handles<>("stream");
  private final Handles<CUevent> events = new Handles<>("event");
  private final Handles<CUgraph> graphs = new Handles<>("graph");
  private final Handles<CUgraphExec> executables = new Handles<>("executable graph");

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
    return Devices.info(ordinal);
  }

  @Override
  public long retainContext(int ordinal) {
    return contexts.retain(ordinal);
  }

  @Override
  public void releaseContext(int ordinal) {
    contexts.release(ordinal);
  }

  @Override
  public void makeCurrent(long context) {
    contexts.makeCurrent(context);
  }

  // Modules and kernels.

  @Override
  public long loadModule(byte[] ptx) {
    return modules.load(ptx);
  }

  @Override
  public void unloadModule(long module) {
    modules.unload(module);
  }

  @Override
  public long function(long module, String name) {
    return modules.function(module, name);
  }

  @Override
  public KernelResources resources(long function) {
    return modules.resources(function);
  }

  @Override
  public void allowSharedMemory(long function, int bytes) {
    modules.allowSharedMemory(function, bytes);
  }

  @Override
  public void launch(
      long function, Grid grid, int sharedBytes, long stream, MemorySegment parameters) {
    modules.launch(function, grid, sharedBytes, streams.get(stream), parameters);
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
    return hostMemory.allocate(bytes);
  }

  @Override
  public void freeHost(MemorySegment memory) {
    hostMemory.free(memory);
  }

  @Override
  public void upload(MemorySegment source, long target, long stream) {
    CudaStatus.check(
        cuMemcpyHtoDAsync(
            Addresses.device(target),
            HostMemory.pointer(source),
            source.byteSize(),
            streams.get(stream)),
        "upload of %d bytes",
        source.byteSize());
  }

  @Override
  public void download(long source, MemorySegment target, long stream) {
    CudaStatus.check(
        cuMemcpyDtoHAsync(
            HostMemory.pointer(target),
            Addresses.device(source),
            target.byteSize(),
            streams.get(stream)),
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
