package org.ringbench.cuda.nvml;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * NVIDIA's management library, which every Linux driver brings along, through the foreign function
 * API. It needs no CUDA, makes no context and may be asked while kernels run. Nothing is loaded
 * before {@link #open}.
 *
 * <p>Functions and constants: NVML API reference, "Device Queries" and "System Queries". Used by
 * one thread at a time; calls after {@link #close} throw {@link IllegalStateException}.
 */
public final class Nvml implements AutoCloseable {
  /** The name that the driver installs. */
  static final String LIBRARY = "libnvidia-ml.so.1";

  private static final int CLOCK_SM = 1;
  private static final int CLOCK_MEMORY = 2;
  private static final int TEMPERATURE_GPU = 0;

  /** NVML_DEVICE_NAME_V2_BUFFER_SIZE and NVML_SYSTEM_DRIVER_VERSION_BUFFER_SIZE fit. */
  private static final int TEXT_BYTES = 96;

  private final Arena arena;
  private final NvmlLibrary library;
  private boolean closed;

  private Nvml(NvmlLibrary library, Arena arena) {
    this.library = library;
    this.arena = arena;
  }

  /**
   * Loads and starts NVML.
   *
   * @throws NvmlException with one sentence if there is no driver, or it is not running
   */
  public static Nvml open() {
    return open(LIBRARY);
  }

  static Nvml open(String name) {
    Arena arena = Arena.ofShared();
    try {
      Nvml nvml = new Nvml(new NvmlLibrary(name, arena), arena);
      nvml.require("nvmlInit_v2");
      return nvml;
    } catch (IllegalArgumentException e) { // the library is not there
      arena.close();
      throw new NvmlException(
          name + " is not installed: it comes with the NVIDIA driver, which a GPU needs", e);
    } catch (RuntimeException e) {
      arena.close();
      throw e;
    }
  }

  /** The driver's version, such as {@code 550.54.15}. */
  public String driverVersion() {
    return text("nvmlSystemGetDriverVersion");
  }

  /** The newest CUDA version that the driver supports, as {@code 1000 * major + 10 * minor}. */
  public OptionalInt cudaVersion() {
    return integer("nvmlSystemGetCudaDriverVersion_v2");
  }

  /** The number of GPUs. */
  public int deviceCount() {
    try (Arena call = opened()) {
      MemorySegment count = call.allocate(JAVA_INT);
      require("nvmlDeviceGetCount_v2", count);
      return count.get(JAVA_INT, 0);
    }
  }

  /** All GPUs as they are now. */
  public List<GpuState> devices() {
    int count = deviceCount();
    List<GpuState> devices = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      devices.add(device(index));
    }
    return List.copyOf(devices);
  }

  /**
   * One GPU as it is now.
   *
   * @throws NvmlException if there is none of that index, or it does not answer
   */
  public GpuState device(int index) {
    MemorySegment device;
    try (Arena call = opened()) {
      MemorySegment handle = call.allocate(ADDRESS);
      require("nvmlDeviceGetHandleByIndex_v2", index, handle);
      device = handle.get(ADDRESS, 0);
    }
    Optional<long[]> memory = memory(device);
    return new GpuState(
        index,
        text("nvmlDeviceGetName", device),
        computeCapability(device),
        integer("nvmlDeviceGetClockInfo", device, CLOCK_SM),
        integer("nvmlDeviceGetMaxClockInfo", device, CLOCK_SM),
        integer("nvmlDeviceGetClockInfo", device, CLOCK_MEMORY),
        integer("nvmlDeviceGetMaxClockInfo", device, CLOCK_MEMORY),
        integer("nvmlDeviceGetTemperature", device, TEMPERATURE_GPU),
        integer("nvmlDeviceGetPowerUsage", device),
        integer("nvmlDeviceGetEnforcedPowerLimit", device),
        clockReasons(device),
        memory.map(m -> OptionalLong.of(m[0])).orElse(OptionalLong.empty()),
        memory.map(m -> OptionalLong.of(m[2])).orElse(OptionalLong.empty()),
        integer("nvmlDeviceGetPersistenceMode", device).stream()
            .mapToObj(mode -> mode != 0)
            .findFirst());
  }

  /** Stops NVML. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      library.call("nvmlShutdown");
      arena.close();
    }
  }

  private Optional<String> computeCapability(MemorySegment device) {
    try (Arena call = opened()) {
      MemorySegment major = call.allocate(JAVA_INT);
      MemorySegment minor = call.allocate(JAVA_INT);
      return succeeds("nvmlDeviceGetCudaComputeCapability", device, major, minor)
          ? Optional.of(major.get(JAVA_INT, 0) + "." + minor.get(JAVA_INT, 0))
          : Optional.empty();
    }
  }

  /** The function was renamed in the drivers of the 535 line; older ones have the older name. */
  private OptionalLong clockReasons(MemorySegment device) {
    try (Arena call = opened()) {
      MemorySegment reasons = call.allocate(JAVA_LONG);
      return succeeds("nvmlDeviceGetCurrentClocksEventReasons", device, reasons)
              || succeeds("nvmlDeviceGetCurrentClocksThrottleReasons", device, reasons)
          ? OptionalLong.of(reasons.get(JAVA_LONG, 0))
          : OptionalLong.empty();
    }
  }

  /** nvmlMemory_t: total, free and used bytes. */
  private Optional<long[]> memory(MemorySegment device) {
    try (Arena call = opened()) {
      MemorySegment memory = call.allocate(JAVA_LONG, 3);
      return succeeds("nvmlDeviceGetMemoryInfo", device, memory)
          ? Optional.of(memory.toArray(JAVA_LONG))
          : Optional.empty();
    }
  }

  private OptionalInt integer(String function, Object... arguments) {
    try (Arena call = opened()) {
      MemorySegment value = call.allocate(JAVA_INT);
      return succeeds(function, with(arguments, value))
          ? OptionalInt.of(value.get(JAVA_INT, 0))
          : OptionalInt.empty();
    }
  }

  private String text(String function, Object... arguments) {
    try (Arena call = opened()) {
      MemorySegment text = call.allocate(TEXT_BYTES);
      require(function, with(with(arguments, text), TEXT_BYTES));
      return text.getString(0);
    }
  }

  private Arena opened() {
    if (closed) {
      throw new IllegalStateException("NVML is closed");
    }
    return Arena.ofConfined();
  }

  private boolean succeeds(String function, Object... arguments) {
    return library
        .call(function, arguments)
        .filter(status -> status == NvmlLibrary.SUCCESS)
        .isPresent();
  }

  private void require(String function, Object... arguments) {
    int status =
        library
            .call(function, arguments)
            .orElseThrow(
                () -> new NvmlException("the NVIDIA driver is too old: NVML has no " + function));
    if (status != NvmlLibrary.SUCCESS) {
      throw new NvmlException(
          "NVML refused %s with status %d: %s"
              .formatted(function, status, library.message(status)));
    }
  }

  private static Object[] with(Object[] arguments, Object last) {
    Object[] all = new Object[arguments.length + 1];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = last;
    return all;
  }
}
