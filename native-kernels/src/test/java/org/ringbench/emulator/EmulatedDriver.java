package org.ringbench.emulator;

import static org.ringbench.cuda.driver.CudaStatus.CAPTURED_EVENT;
import static org.ringbench.cuda.driver.CudaStatus.INVALID_CONTEXT;
import static org.ringbench.cuda.driver.CudaStatus.INVALID_DEVICE;
import static org.ringbench.cuda.driver.CudaStatus.INVALID_HANDLE;
import static org.ringbench.cuda.driver.CudaStatus.INVALID_VALUE;
import static org.ringbench.cuda.driver.CudaStatus.NOT_FOUND;
import static org.ringbench.cuda.driver.CudaStatus.NOT_READY;
import static org.ringbench.cuda.driver.CudaStatus.STREAM_CAPTURE_ISOLATION;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.WeakHashMap;
import java.util.random.RandomGenerator;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.cuda.driver.CudaStatus;
import org.ringbench.cuda.driver.DeviceInfo;
import org.ringbench.cuda.driver.KernelResources;
import org.ringbench.emulator.DriverObject.Event;
import org.ringbench.emulator.DriverObject.Executable;
import org.ringbench.emulator.DriverObject.Function;
import org.ringbench.emulator.DriverObject.Graph;
import org.ringbench.emulator.DriverObject.Module;
import org.ringbench.emulator.DriverObject.Stream;
import org.ringbench.ptx.PtxKernel;

/**
 * A driver without a GPU: kernels are executed by a PTX interpreter, and everything around them
 * keeps the manners of the real driver, as README.md beside this file tells. Thread-safe.
 *
 * <p>Wrong uses that the real driver reports throw {@link CudaException} with its status; those
 * that it would let pass throw {@link UndefinedUseError}.
 */
public class EmulatedDriver implements CudaDriver {
  private final EmulatorSettings settings;
  private final DriverStatistics statistics = new DriverStatistics();
  private final Refusals refusals = new Refusals();
  private final RandomGenerator random;
  private final PageLocked pageLocked = new PageLocked();
  private final Handles handles = new Handles();
  private final Map<Long, EmulatedContext> contexts = new HashMap<>();
  private final Map<Integer, Primary> primaries = new LinkedHashMap<>();
  private final Map<String, Integer> lost = new LinkedHashMap<>();
  private final Captures captures = new Captures();
  private final Map<Thread, EmulatedContext> current = new WeakHashMap<>();

  /** A driver in the state of a fresh process. */
  public EmulatedDriver(EmulatorSettings settings) {
    this.settings = settings;
    random = new Random(settings.seed());
  }

  // For tests.

  /** What has been done so far. */
  public DriverStatistics statistics() {
    return statistics;
  }

  /**
   * Refuses a call to come.
   *
   * @param call of this kind
   * @param nth 1 for the next one
   * @param status that it fails with
   */
  public synchronized void refuse(Call call, int nth, int status) {
    refusals.refuse(call, nth, status);
  }

  /** Calls of a kind so far, refused ones included. */
  public synchronized long calls(Call call) {
    return refusals.made(call);
  }

  /**
   * Whatever was made and not given back, by its kind: empty after a clean end. What went with its
   * context counts too, unless a kernel had failed there. Kernels go with modules.
   */
  public synchronized Map<String, Integer> leaks() {
    Map<String, Integer> found = new LinkedHashMap<>(lost);
    handles
        .objects()
        .filter(object -> !(object instanceof Function))
        .forEach(object -> found.merge(object.getClass().getSimpleName(), 1, Integer::sum));
    primaries.values().forEach(primary -> found.merge("Context", primary.times(), Integer::sum));
    int device = contexts.values().stream().mapToInt(EmulatedContext::liveAllocations).sum();
    if (device > 0) {
      found.merge("DeviceMemory", device, Integer::sum);
    }
    if (pageLocked.blocks() > 0) {
      found.merge("HostMemory", pageLocked.blocks(), Integer::sum);
    }
    return found;
  }

  /** What a kernel takes: C hands over an address only. */
  synchronized long parameterBytes(long function) {
    return handles.find(Function.class, function, enter(Call.RESOURCES)).kernel.parameterBytes(0);
  }

  // Driver and devices.

  @Override
  public int version() {
    return settings.driverVersion();
  }

  @Override
  public int deviceCount() {
    return settings.gpus().size();
  }

  @Override
  public DeviceInfo device(int ordinal) {
    return gpu(ordinal).info(ordinal);
  }

  private GpuModel gpu(int ordinal) {
    if (ordinal < 0 || ordinal >= deviceCount()) {
      throw CudaStatus.failure(
          INVALID_DEVICE, "use of GPU %d, of %d".formatted(ordinal, deviceCount()));
    }
    return settings.gpus().get(ordinal);
  }

  @Override
  public synchronized long retainContext(int ordinal) {
    refusals.count(Call.RETAIN_CONTEXT);
    gpu(ordinal);
    Primary primary = primaries.get(ordinal);
    if (primary == null) {
      primary = new Primary(handles.next(), 0);
      contexts.put(primary.handle(), new EmulatedContext(ordinal, settings, statistics, random));
    }
    primaries.put(ordinal, new Primary(primary.handle(), primary.times() + 1));
    return primary.handle();
  }

  @Override
  public synchronized void releaseContext(int ordinal) {
    gpu(ordinal);
    Primary primary = primaries.remove(ordinal);
    if (primary == null) {
      throw CudaStatus.failure(INVALID_CONTEXT, "release of the context of GPU " + ordinal);
    }
    if (primary.times() > 1) {
      primaries.put(ordinal, new Primary(primary.handle(), primary.times() - 1));
      return;
    }
    EmulatedContext context = contexts.get(primary.handle());
    if (!context.hasFailed() && primaries.isEmpty()) {
      lost.putAll(leaks());
      lost.remove("Context");
    }
    contexts.remove(primary.handle());
    captures.forget(context);
    handles.removeIf(object -> object.context == context);
    context.destroy();
    pageLocked.freeAll(context);
  }

  @Override
  public synchronized void makeCurrent(long context) {
    refusals.count(Call.MAKE_CURRENT);
    if (context == 0) {
      current.remove(Thread.currentThread());
      return;
    }
    EmulatedContext found = contexts.get(context);
    if (found == null) {
      throw CudaStatus.failure(INVALID_CONTEXT, "makeCurrent of 0x%x".formatted(context));
    }
    current.put(Thread.currentThread(), found);
  }

  // Modules.

  @Override
  public synchronized long loadModule(byte[] ptx) {
    EmulatedContext context = enterUncaptured(Call.LOAD_MODULE);
    Module module = new Module(context, Loader.load(ptx, settings.driverVersion(), context.gpu));
    long bytes = module.code.globalBytes();
    if (bytes > context.freeBytes()) {
      throw CudaStatus.outOfMemory("loading a module", bytes, memory());
    }
    context.memory.load(module.code);
    context.addModuleBytes(bytes);
    return handles.add(module);
  }

  @Override
  public synchronized void unloadModule(long module) {
    EmulatedContext context = enterUncaptured(Call.UNLOAD_MODULE);
    Module known = handles.find(Module.class, module, context);
    for (Operation operation : context.pending()) {
      if (operation instanceof Operation.Launch launch && launch.function().module == known) {
        throw new UndefinedUseError("a module is unloaded while %s is queued".formatted(launch));
      }
    }
    handles.remove(module);
    handles.removeIf(o -> o instanceof Function kernel && kernel.module == known);
    context.memory.unload(known.code);
    context.addModuleBytes(-known.code.globalBytes());
  }

  @Override
  public synchronized long function(long module, String name) {
    Module known = handles.find(Module.class, module, enter(Call.FUNCTION));
    for (PtxKernel kernel : known.code.kernels()) {
      if (kernel.name().equals(name)) {
        return handles.add(new Function(known, kernel));
      }
    }
    throw CudaStatus.failure(NOT_FOUND, "looking for kernel " + name);
  }

  @Override
  public synchronized KernelResources resources(long function) {
    PtxKernel kernel = handles.find(Function.class, function, enter(Call.RESOURCES)).kernel;
    return new KernelResources(
        kernel.registers(), kernel.localBytes(), kernel.staticSharedBytes(), kernel.maxThreads());
  }

  @Override
  public synchronized void allowSharedMemory(long function, int bytes) {
    EmulatedContext context = enter(Call.ALLOW_SHARED_MEMORY);
    Function known = handles.find(Function.class, function, context);
    int most = context.gpu.sharedBytesPerBlock() - known.kernel.staticSharedBytes();
    if (bytes < 0 || bytes > most) {
      throw CudaStatus.failure(
          INVALID_VALUE,
          "allowing %s %d bytes of shared memory, of at most %d,"
              .formatted(known.kernel.name(), bytes, most));
    }
    known.dynamicSharedLimit = bytes;
  }

  // Memory.

  @Override
  public synchronized long allocate(long bytes) {
    return enterUncaptured(Call.ALLOCATE).allocate(bytes);
  }

  @Override
  public synchronized void free(long address) {
    enterUncaptured(Call.FREE).free(address);
  }

  @Override
  public synchronized Memory memory() {
    EmulatedContext context = enter(Call.MEMORY);
    return new Memory(context.freeBytes(), context.gpu.memoryBytes());
  }

  @Override
  public synchronized MemorySegment allocateHost(long bytes) {
    return pageLocked.allocate(bytes, enterUncaptured(Call.ALLOCATE_HOST));
  }

  @Override
  public synchronized void freeHost(MemorySegment memory) {
    enterUncaptured(Call.FREE_HOST);
    for (EmulatedContext context : contexts.values()) {
      if (context.usesHost(memory.address(), memory.byteSize())) {
        throw new UndefinedUseError(
            "page-locked memory of %d bytes is freed while a copy uses it"
                .formatted(memory.byteSize()));
      }
    }
    pageLocked.free(memory);
  }

  @Override
  public synchronized void upload(MemorySegment source, long target, long stream) {
    EmulatedContext context = enter(Call.UPLOAD);
    pageLocked.require(source);
    context.requireRange(target, source.byteSize(), "upload");
    give(stream, context, new Operation.Upload(new HostRange(source), target));
  }

  @Override
  public synchronized void download(long source, MemorySegment target, long stream) {
    EmulatedContext context = enter(Call.DOWNLOAD);
    pageLocked.require(target);
    context.requireRange(source, target.byteSize(), "download");
    give(stream, context, new Operation.Download(source, new HostRange(target)));
  }

  @Override
  public synchronized void copy(long source, long target, long bytes, long stream) {
    EmulatedContext context = enter(Call.COPY);
    context.requireRange(source, bytes, "copy");
    context.requireRange(target, bytes, "copy");
    give(stream, context, new Operation.Copy(source, target, bytes));
  }

  @Override
  public synchronized void clear(long target, long bytes, long stream) {
    EmulatedContext context = enter(Call.CLEAR);
    context.requireRange(target, bytes, "clearing");
    give(stream, context, new Operation.Clear(target, bytes));
  }

  // Streams and events.

  @Override
  public synchronized long createStream() {
    EmulatedContext context = enter(Call.CREATE_STREAM);
    Stream stream = new Stream(context);
    context.streams.add(stream);
    return handles.add(stream);
  }

  @Override
  public synchronized void destroyStream(long stream) {
    EmulatedContext context = enter(Call.DESTROY_STREAM);
    Stream known = stream(stream, context);
    if (known.capture != null) {
      throw Captures.invalidate(known.capture, "destroying a stream that is being captured");
    }
    if (!known.queue.isEmpty()) {
      throw new UndefinedUseError(
          "a stream is destroyed with %d pieces of work queued".formatted(known.queue.size()));
    }
    context.streams.remove(known);
    handles.remove(stream);
  }

  @Override
  public synchronized void synchronise(long stream) {
    EmulatedContext context = enterUncaptured(Call.SYNCHRONISE);
    Stream known = stream(stream, context);
    if (known.capture != null) {
      throw Captures.invalidate(known.capture, "waiting for a stream that is being captured");
    }
    statistics.synchronised();
    context.run(known.queue::isEmpty);
  }

  @Override
  public synchronized long createEvent(boolean timed) {
    return handles.add(new Event(enter(Call.CREATE_EVENT), timed));
  }

  @Override
  public synchronized void destroyEvent(long event) {
    Event known = handles.find(Event.class, event, enter(Call.DESTROY_EVENT));
    if (known.mark != null && !known.mark.isDone() && known.context.isQueued(known.mark)) {
      throw new UndefinedUseError("an event is destroyed before its point is reached");
    }
    handles.remove(event);
  }

  @Override
  public synchronized void record(long event, long stream) {
    EmulatedContext context = enter(Call.RECORD);
    Event known = handles.find(Event.class, event, context);
    Stream on = stream(stream, context);
    known.captured.clear();
    known.capture = on.capture;
    if (on.capture != null) {
      Captures.requireValid(on.capture);
      known.captured.addAll(on.tail);
      return;
    }
    known.mark = new Work.Mark();
    context.queue(on, known.mark);
  }

  @Override
  public synchronized void await(long event, long stream) {
    EmulatedContext context = enter(Call.AWAIT);
    Event known = handles.find(Event.class, event, context);
    Stream on = stream(stream, context);
    if (known.capture == null) {
      if (known.mark == null) {
        return; // As the real driver: nothing to wait for.
      }
      if (on.capture != null) {
        on.capture.invalid = true;
        throw CudaStatus.failure(
            STREAM_CAPTURE_ISOLATION, "a captured stream's wait for work that is not captured");
      }
      context.queue(on, new Work.Wait(known.mark));
      return;
    }
    captures.await(known, on);
  }

  @Override
  public synchronized void synchroniseEvent(long event) {
    EmulatedContext context = enter(Call.SYNCHRONISE_EVENT);
    Event known = handles.find(Event.class, event, context);
    if (known.capture != null) {
      known.capture.invalid = true;
      throw CudaStatus.failure(CAPTURED_EVENT, "waiting for an event that was captured");
    }
    captures.requireNone(Call.SYNCHRONISE_EVENT);
    statistics.synchronised();
    Work.Mark mark = known.mark;
    if (mark != null) {
      context.run(mark::isDone);
    }
  }

  @Override
  public synchronized float elapsedMillis(long start, long end) {
    EmulatedContext context = enter(Call.ELAPSED_MILLIS);
    Work.Mark from = timed(start, context);
    Work.Mark to = timed(end, context);
    if (!from.isDone() || !to.isDone()) {
      throw CudaStatus.failure(NOT_READY, "time between events that are not reached");
    }
    return (to.nanos() - from.nanos()) / 1e6f;
  }

  private Work.Mark timed(long event, EmulatedContext context) {
    Event known = handles.find(Event.class, event, context);
    if (!known.timed || known.mark == null || known.capture != null) {
      throw CudaStatus.failure(
          INVALID_HANDLE, "time of an event that is not timed, or was not recorded,");
    }
    return known.mark;
  }

  // Kernels.

  @Override
  public synchronized void launch(
      long function, Grid grid, int sharedBytes, long stream, MemorySegment parameters) {
    EmulatedContext context = enter(Call.LAUNCH);
    Function known = handles.find(Function.class, function, context);
    LaunchLimits.check(known, grid, sharedBytes, parameters);
    MemorySegment copy =
        Arena.ofAuto().allocate(Math.max(1, parameters.byteSize()), 16).copyFrom(parameters);
    give(
        stream,
        context,
        new Operation.Launch(
            known, grid, sharedBytes, copy.asSlice(0, parameters.byteSize()).asReadOnly()));
  }

  // Graphs.

  @Override
  public synchronized void beginCapture(long stream) {
    EmulatedContext context = enter(Call.BEGIN_CAPTURE);
    Stream known = stream(stream, context);
    captures.begin(known);
  }

  @Override
  public synchronized long endCapture(long stream) {
    EmulatedContext context = enter(Call.END_CAPTURE);
    Stream known = stream(stream, context);
    return handles.add(new Graph(context, captures.end(known)));
  }

  @Override
  public synchronized long instantiate(long graph) {
    return handles.add(
        new Executable(handles.find(Graph.class, graph, enterUncaptured(Call.INSTANTIATE))));
  }

  @Override
  public synchronized void launchGraph(long executable, long stream) {
    EmulatedContext context = enter(Call.LAUNCH_GRAPH);
    Executable known = handles.find(Executable.class, executable, context);
    Stream on = stream(stream, context);
    if (on.capture != null) {
      throw new UndefinedUseError("a graph inside a graph is not modelled");
    }
    statistics.graphLaunched();
    context.queueGraph(on, known);
  }

  @Override
  public synchronized void destroyGraph(long graph) {
    handles.find(Graph.class, graph, enter(Call.DESTROY_GRAPH));
    handles.remove(graph);
  }

  @Override
  public synchronized void destroyExecutable(long executable) {
    EmulatedContext context = enter(Call.DESTROY_EXECUTABLE);
    Executable known = handles.find(Executable.class, executable, context);
    if (known.last != null && !known.last.isDone() && context.isQueued(known.last)) {
      throw new UndefinedUseError("an executable graph is destroyed while it runs");
    }
    handles.remove(executable);
  }

  // The beginning of every call.

  private EmulatedContext enter(Call call) {
    EmulatedContext context = current.get(Thread.currentThread());
    if (context == null) {
      throw CudaStatus.failure(INVALID_CONTEXT, call.name().toLowerCase(Locale.ROOT));
    }
    context.requireUsable();
    refusals.count(call);
    return context;
  }

  private EmulatedContext enterUncaptured(Call call) {
    EmulatedContext context = enter(call);
    captures.requireNone(call);
    return context;
  }

  private void give(long stream, EmulatedContext context, Operation operation) {
    Stream on = stream(stream, context);
    if (on.capture == null) {
      context.queue(on, operation);
    } else {
      Captures.requireValid(on.capture);
      on.capture.add(on, operation);
    }
  }

  private Stream stream(long handle, EmulatedContext context) {
    if (handle == 0) {
      captures.refuseDefaultStream();
      throw new UndefinedUseError("the default stream is not modelled: use createStream");
    }
    return handles.find(Stream.class, handle, context);
  }

  private record Primary(long handle, int times) {}
}
