package org.ringbench.emulator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.cuda.driver.CudaStatus;
import org.ringbench.emulator.Work.Issued;
import org.ringbench.ptx.DeviceMemory;
import org.ringbench.ptx.Interpreter;
import org.ringbench.ptx.LaunchCounts;
import org.ringbench.ptx.PtxFault;

/**
 * The memory and the streams of one device, and the order in which queued work is done: at random
 * among the streams that can go on, and only as far as somebody waits for it.
 */
final class EmulatedContext {
  /** The interpreter keeps an allocation in one array. */
  private static final long LARGEST_ALLOCATION = Integer.MAX_VALUE - 64;

  final int ordinal;
  final GpuModel gpu;
  final DeviceMemory memory = new DeviceMemory();
  final Set<DriverObject.Stream> streams = new LinkedHashSet<>();
  private final TreeMap<Long, Long> allocations = new TreeMap<>();
  private final Interpreter interpreter;
  private final DriverStatistics statistics;
  private final RandomGenerator random;
  private final int queueLimit;
  private CudaException failure;
  private long moduleBytes;
  private long nanos;
  private boolean destroyed;

  EmulatedContext(
      int ordinal, EmulatorSettings settings, DriverStatistics statistics, RandomGenerator random) {
    this.ordinal = ordinal;
    gpu = settings.gpus().get(ordinal);
    interpreter = new Interpreter(memory, settings.options());
    queueLimit = settings.queueLimit();
    this.statistics = statistics;
    this.random = random;
  }

  /** The device's clock: one microsecond for each operation. */
  long nanos() {
    return nanos;
  }

  /** Throws what makes this context useless: that it is gone, or that a kernel has failed. */
  void requireUsable() {
    if (destroyed) {
      throw CudaStatus.failure(CudaStatus.CONTEXT_IS_DESTROYED, "use of a released context");
    }
    if (failure != null) {
      CudaException again = new CudaException(failure.status(), failure.getMessage());
      again.initCause(failure);
      throw again;
    }
  }

  boolean hasFailed() {
    return failure != null;
  }

  // Memory.

  long allocate(long bytes) {
    if (bytes <= 0) {
      throw CudaStatus.failure(CudaStatus.INVALID_VALUE, "allocation of " + bytes + " bytes");
    }
    // The driver gives out whole units, so its free memory shrinks by more than was asked for.
    if (rounded(bytes) > freeBytes() || bytes > LARGEST_ALLOCATION) {
      throw CudaStatus.outOfMemory(
          "allocation",
          bytes,
          new org.ringbench.cuda.driver.CudaDriver.Memory(freeBytes(), gpu.memoryBytes()));
    }
    long address = memory.allocate(bytes);
    allocations.put(address, bytes);
    statistics.allocated(bytes);
    return address;
  }

  void free(long address) {
    Long bytes = allocations.get(address);
    if (bytes == null) {
      throw CudaStatus.failure(
          CudaStatus.INVALID_VALUE,
          "freeing device memory at 0x%x, which is no allocation's start,".formatted(address));
    }
    for (Operation operation : pending()) {
      if (operation.uses(address, bytes)) {
        throw new UndefinedUseError(
            "device memory at 0x%x (%d bytes) is freed while %s uses it"
                .formatted(address, bytes, operation));
      }
    }
    release(address);
  }

  private void release(long address) {
    statistics.freed(allocations.remove(address));
    memory.free(address);
  }

  long freeBytes() {
    long used = moduleBytes;
    for (long bytes : allocations.values()) {
      used += rounded(bytes);
    }
    return gpu.memoryBytes() - used;
  }

  /** Counts the variables of modules. */
  void addModuleBytes(long bytes) {
    moduleBytes += rounded(bytes);
  }

  private static long rounded(long bytes) {
    return (bytes + 511) & -512;
  }

  /** A range that a copy is asked for has to lie in one allocation. */
  void requireRange(long address, long bytes, String what) {
    Map.Entry<Long, Long> block = allocations.floorEntry(address);
    if (bytes < 0 || block == null || address - block.getKey() > block.getValue() - bytes) {
      throw CudaStatus.failure(
          CudaStatus.INVALID_VALUE,
          "%s of %d bytes at 0x%x, which lie in no allocation,".formatted(what, bytes, address));
    }
  }

  // Queues.

  /** The operations that are queued and not done. */
  List<Operation> pending() {
    List<Operation> found = new ArrayList<>();
    for (DriverObject.Stream stream : streams) {
      for (Work work : stream.queue) {
        found.addAll(work.remaining());
      }
    }
    return found;
  }

  boolean isQueued(Work work) {
    return streams.stream().anyMatch(stream -> stream.queue.contains(work));
  }

  /** Queues one operation, after making room as a full queue of the driver does. */
  void queue(DriverObject.Stream stream, Operation operation) {
    makeRoom();
    stream.queue.add(new Work.Single(issue(operation, List.of())));
  }

  void queue(DriverObject.Stream stream, Work work) {
    makeRoom();
    stream.queue.add(work);
  }

  void queueGraph(DriverObject.Stream stream, DriverObject.Executable executable) {
    makeRoom();
    List<Operation> all = executable.nodes.stream().map(node -> node.operation).toList();
    List<Issued> issued = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      List<Operation> others = new ArrayList<>(all.subList(0, i));
      others.addAll(all.subList(i + 1, all.size()));
      issued.add(issue(all.get(i), others));
    }
    Work.GraphRun run = new Work.GraphRun(executable.nodes, issued, executable.last);
    executable.last = run;
    stream.queue.add(run);
  }

  private void makeRoom() {
    if (streams.stream().mapToInt(stream -> stream.queue.size()).sum() >= queueLimit) {
      run(() -> streams.stream().mapToInt(stream -> stream.queue.size()).sum() < queueLimit);
    }
  }

  /**
   * Notes what the host's memory holds now. Memory that other queued work will change, or still has
   * to read, is left out of the check.
   */
  private Issued issue(Operation operation, List<Operation> beside) {
    return switch (operation) {
      case Operation.Upload(HostRange source, long _) ->
          new Issued(
              operation,
              others(beside).anyMatch(other -> downloadsInto(other, source))
                  ? OptionalLong.empty()
                  : OptionalLong.of(source.checksum()),
              false);
      case Operation.Download(long _, HostRange target) -> {
        boolean poison =
            others(beside)
                .noneMatch(other -> downloadsInto(other, target) || uploadsFrom(other, target));
        if (poison) {
          target.poison();
        }
        yield new Issued(operation, OptionalLong.empty(), poison);
      }
      default -> new Issued(operation, OptionalLong.empty(), false);
    };
  }

  private Stream<Operation> others(List<Operation> beside) {
    return Stream.concat(beside.stream(), pending().stream());
  }

  private static boolean downloadsInto(Operation operation, HostRange range) {
    return operation instanceof Operation.Download(long _, HostRange target)
        && target.overlaps(range);
  }

  private static boolean uploadsFrom(Operation operation, HostRange range) {
    return operation instanceof Operation.Upload(HostRange source, long _)
        && source.overlaps(range);
  }

  /** Whether queued work reads or writes this memory of the host. */
  boolean usesHost(long address, long bytes) {
    for (Operation operation : pending()) {
      if ((operation instanceof Operation.Upload(HostRange source, long _)
              && source.overlaps(address, bytes))
          || (operation instanceof Operation.Download(long _, HostRange target)
              && target.overlaps(address, bytes))) {
        return true;
      }
    }
    return false;
  }

  /** Does queued work, here and there, until the host need not wait any more. */
  void run(BooleanSupplier enough) {
    while (!enough.getAsBoolean()) {
      List<DriverObject.Stream> ready =
          streams.stream()
              .filter(stream -> !stream.queue.isEmpty() && stream.queue.peek().isReady())
              .toList();
      if (ready.isEmpty()) {
        throw new IllegalStateException("no stream can go on, of " + streams.size());
      }
      DriverObject.Stream stream = ready.get(random.nextInt(ready.size()));
      try {
        if (stream.queue.peek().step(this, random)) {
          stream.queue.remove();
        }
      } catch (PtxFault fault) {
        throw fail(fault);
      } catch (UndefinedUseError error) {
        abandon(CudaStatus.LAUNCH_FAILED, error);
        throw error;
      }
    }
  }

  /** An error of the device stays: nothing that was queued is done any more. */
  private RuntimeException fail(PtxFault fault) {
    int status =
        switch (fault.kind()) {
          case OUT_OF_BOUNDS, USE_AFTER_FREE, READ_ONLY -> CudaStatus.ILLEGAL_ADDRESS;
          case MISALIGNED -> CudaStatus.MISALIGNED_ADDRESS;
          case TRAP -> CudaStatus.LAUNCH_FAILED;
          case INSTRUCTION_LIMIT -> CudaStatus.LAUNCH_TIMEOUT;
          case UNINITIALISED, RACE, BARRIER, WARP_DIVERGENCE, INACTIVE_LANE, UNDEFINED, LAUNCH ->
              CudaStatus.SUCCESS;
        };
    if (status == CudaStatus.SUCCESS) {
      // The real device would go on, or hang.
      abandon(CudaStatus.LAUNCH_FAILED, fault);
      UndefinedUseError error = new UndefinedUseError(fault.getMessage());
      error.initCause(fault);
      throw error;
    }
    abandon(status, fault);
    return failure;
  }

  private void abandon(int status, Throwable cause) {
    failure = CudaStatus.failure(status, cause.getMessage());
    failure.initCause(cause);
    streams.forEach(stream -> stream.queue.clear());
  }

  /** Does one operation. */
  void execute(Issued issued) {
    nanos += 1000;
    switch (issued.operation()) {
      case Operation.Upload(HostRange source, long target) -> {
        if (issued.checksum().isPresent() && issued.checksum().getAsLong() != source.checksum()) {
          throw new UndefinedUseError(
              "the host changed page-locked memory before its upload of %d bytes to 0x%x was done"
                  .formatted(source.bytes(), target));
        }
        memory.write(target, source.memory());
        statistics.uploaded(source.bytes());
      }
      case Operation.Download(long source, HostRange target) -> {
        if (issued.poisoned() && !target.isPoisoned()) {
          throw new UndefinedUseError(
              "the host wrote page-locked memory before the download of %d bytes from 0x%x into it"
                      .formatted(target.bytes(), source)
                  + " was done");
        }
        memory.read(source, target.memory());
        statistics.downloaded(target.bytes());
      }
      case Operation.Copy(long source, long target, long bytes) -> {
        memory.copy(source, target, bytes);
        statistics.copied(bytes);
      }
      case Operation.Clear(long target, long bytes) -> {
        memory.clear(target, bytes);
        statistics.cleared(bytes);
      }
      case Operation.Launch launch -> {
        LaunchCounts counts =
            interpreter.run(
                launch.function().kernel,
                launch.grid().x(),
                launch.grid().y(),
                launch.grid().z(),
                launch.grid().threads(),
                launch.sharedBytes(),
                launch.parameters());
        statistics.launched(launch.function().kernel.name(), counts);
      }
    }
  }

  /** Ends the context, with all memory in it. */
  void destroy() {
    if (failure == null && !pending().isEmpty()) {
      throw new UndefinedUseError(
          "the last release of a context while it has work: " + pending().getFirst());
    }
    destroyed = true;
    List.copyOf(allocations.keySet()).forEach(this::release);
    streams.clear();
  }

  /** Allocations that nobody has freed. */
  int liveAllocations() {
    return allocations.size();
  }
}
