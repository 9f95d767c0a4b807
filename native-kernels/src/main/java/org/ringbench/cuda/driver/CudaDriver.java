package org.ringbench.cuda.driver;

import java.lang.foreign.MemorySegment;

/**
 * The part of the CUDA driver API that the backend uses. Handles are the driver's own, 0 is none;
 * whoever makes one destroys it.
 *
 * <p>All calls that work on memory, modules, streams or events need a current context on the
 * calling thread ({@link #makeCurrent}). Copies, fills, launches and graphs are queued on a stream
 * and done when it is synchronised: until then the host memory of a copy belongs to the driver.
 *
 * <p>Every method throws {@link CudaException} with the driver's status and what was asked.
 */
public interface CudaDriver {
  // Driver and devices: no context needed.

  /** The CUDA version that the driver supports, as {@code 1000 * major + 10 * minor}. */
  int version();

  /** The number of devices. */
  int deviceCount();

  /** The device of that index. */
  DeviceInfo device(int ordinal);

  /** Retains a device's primary context. */
  long retainContext(int ordinal);

  /** Releases what {@link #retainContext} retained. */
  void releaseContext(int ordinal);

  /** Makes a context the calling thread's own. */
  void makeCurrent(long context);

  // Modules.

  /**
   * Compiles and loads PTX.
   *
   * @param ptx ending in NUL
   * @throws CudaException with the log of the driver's compiler
   */
  long loadModule(byte[] ptx);

  /** Unloads a module. */
  void unloadModule(long module);

  /** A kernel by its name in the PTX. */
  long function(long module, String name);

  /** What a kernel takes of a multiprocessor. */
  KernelResources resources(long function);

  /** Allows launches with up to {@code bytes} of dynamic shared memory, above the usual 48 KB. */
  void allowSharedMemory(long function, int bytes);

  // Memory.

  /** Device memory, not initialised, aligned to at least 256 bytes. */
  long allocate(long bytes);

  /** Frees device memory; work that uses it must be done. */
  void free(long address);

  /** Bytes that are free, and in all, on the current context's device. */
  Memory memory();

  /** Page-locked host memory: the only kind that asynchronous copies take. */
  MemorySegment allocateHost(long bytes);

  /** Frees what {@link #allocateHost} gave. */
  void freeHost(MemorySegment memory);

  /** Copies all of {@code source}, a part of page-locked memory, to the device. */
  void upload(MemorySegment source, long target, long stream);

  /** Fills all of {@code target}, a part of page-locked memory, from the device. */
  void download(long source, MemorySegment target, long stream);

  /** Copies within the device. */
  void copy(long source, long target, long bytes, long stream);

  /** Sets device memory to zero. */
  void clear(long target, long bytes, long stream);

  // Streams and events.

  /** A stream that does not wait for the default stream. */
  long createStream();

  /** Destroys a stream. */
  void destroyStream(long stream);

  /** Waits until all work of a stream is done. */
  void synchronise(long stream);

  /** An event; only a timed one can be given to {@link #elapsedMillis}. */
  long createEvent(boolean timed);

  /** Destroys an event. */
  void destroyEvent(long event);

  /** Marks the work that a stream has been given so far. */
  void record(long event, long stream);

  /** The stream's later work waits for the event's. */
  void await(long event, long stream);

  /** Waits, on the host, for the event's work. */
  void synchroniseEvent(long event);

  /** Milliseconds between two timed events that are done. */
  float elapsedMillis(long start, long end);

  // Kernels.

  /**
   * Launches a kernel that takes one structure by value.
   *
   * @param parameters native memory, exactly as long as the kernel's parameter; copied at the call
   */
  void launch(long function, Grid grid, int sharedBytes, long stream, MemorySegment parameters);

  // Graphs.

  /** Starts to record a stream's work, and that of streams that wait for it, on this thread. */
  void beginCapture(long stream);

  /** Ends the recording; the graph. */
  long endCapture(long stream);

  /** An executable graph. */
  long instantiate(long graph);

  /** Queues one run of the whole graph. */
  void launchGraph(long executable, long stream);

  /** Destroys a graph; what was instantiated from it stays. */
  void destroyGraph(long graph);

  /** Destroys an executable graph. */
  void destroyExecutable(long executable);

  /**
   * Blocks of a launch, and threads of a block.
   *
   * @param x blocks along x
   * @param y blocks along y
   * @param z blocks along z
   * @param threads of a block, along x
   */
  record Grid(int x, int y, int z, int threads) {}

  /** Device memory in bytes. */
  record Memory(long free, long total) {}
}
