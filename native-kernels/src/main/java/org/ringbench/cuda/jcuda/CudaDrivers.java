package org.ringbench.cuda.jcuda;

import java.util.Locale;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.cuda.driver.CudaStatus;
import org.ringbench.cuda.driver.DeviceInfo;
import org.ringbench.cuda.jcuda.Installation.Count;

/**
 * The way to the NVIDIA driver: first {@link #probe}, which is safe everywhere, then {@link #load}.
 * JCuda's driver class must not be touched without an available probe: a symbol that an old driver
 * lacks ends the JVM.
 */
public final class CudaDrivers {
  /** Chooses the GPU by its index. */
  public static final String DEVICE_PROPERTY = "ringbench.cuda.device";

  /** The oldest driver that takes PTX 8.0, which the kernels are: CUDA 12.0. */
  public static final int MINIMUM_DRIVER = 12_000;

  /** The least device memory: the tables, the context and one small training need about half. */
  public static final long MINIMUM_MEMORY = 2L << 30;

  private static final int MINIMUM_MAJOR = 8;
  private static final String OR_JAVA = "; or run on the processor with -Dringbench.backend=java";

  private CudaDrivers() {}

  /** The GPU that {@value #DEVICE_PROPERTY} names, the first without it. */
  public static Probe probe() {
    String value = System.getProperty(DEVICE_PROPERTY, "0").strip();
    if (!value.matches("[0-9]{1,4}")) {
      return new Probe.Unavailable(
          "-D%s=%s is not an index of a GPU: expected 0, 1, ...".formatted(DEVICE_PROPERTY, value));
    }
    return probe(Integer.parseInt(value));
  }

  /** Whether the GPU of that index can be used. Safe on every platform. */
  public static Probe probe(int ordinal) {
    return probe(new ThisMachine(), ordinal);
  }

  /**
   * The driver, initialised.
   *
   * @param ordinal of the GPU that is to be used
   * @throws CudaException if it does not start
   * @throws IllegalStateException where {@link #probe(int)} says that this GPU cannot be used
   */
  public static CudaDriver load(int ordinal) {
    if (probe(ordinal) instanceof Probe.Unavailable unavailable) {
      throw new IllegalStateException(unavailable.reason());
    }
    return JCudaDriver.instance();
  }

  static Probe probe(Installation machine, int ordinal) {
    String system = machine.operatingSystem();
    String architecture = machine.architecture();
    if (!system.toLowerCase(Locale.ROOT).startsWith("linux")
        || !(architecture.equals("amd64") || architecture.equals("x86_64"))) {
      return unavailable(
          "CUDA is available on x86-64 Linux only; this is %s on %s"
              .formatted(system, architecture));
    }
    int version;
    Count count;
    try {
      version = machine.driverVersion();
      count = machine.devices();
    } catch (LinkageError e) {
      return unavailable(
          "JCuda's native library could not be loaded (%s): is the directory for temporary files"
                  .formatted(firstLine(e))
              + " mounted noexec? Name another with -Djava.io.tmpdir");
    }
    if (version == 0) {
      return unavailable(
          "there is no NVIDIA driver (libcuda.so.1 was not found): install one of CUDA 12.0"
              + " (525.60) or newer");
    }
    if (version < MINIMUM_DRIVER) {
      return unavailable(
          "the NVIDIA driver is too old: it is of CUDA %s, and CUDA 12.0 (525.60) or newer is needed"
              .formatted(dotted(version)));
    }
    if (count.status() != CudaStatus.SUCCESS) {
      return unavailable(CudaStatus.failure(count.status(), "counting the GPUs").getMessage());
    }
    if (count.number() == 0) {
      return unavailable(
          CudaStatus.failure(CudaStatus.NO_DEVICE, "looking for a GPU").getMessage());
    }
    if (ordinal < 0 || ordinal >= count.number()) {
      return unavailable(outOfRange(ordinal, count.number()));
    }
    try {
      return check(version, count.number(), machine.device(ordinal));
    } catch (CudaException e) {
      return unavailable(e.getMessage());
    } catch (LinkageError e) {
      return unavailable("libcuda.so.1 could not be used (%s)".formatted(firstLine(e)));
    }
  }

  private static Probe check(int version, int count, DeviceInfo device) {
    if (device.major() < MINIMUM_MAJOR) {
      return unavailable(
          "GPU %d (%s) has compute capability %s, and 8.0 or newer is needed%s"
              .formatted(
                  device.ordinal(), device.name(), device.computeCapability(), another(count)));
    }
    if (device.memoryBytes() < MINIMUM_MEMORY) {
      return unavailable(
          "GPU %d (%s) has %d MiB of memory, and %d MiB are needed%s"
              .formatted(
                  device.ordinal(),
                  device.name(),
                  device.memoryBytes() >> 20,
                  MINIMUM_MEMORY >> 20,
                  another(count)));
    }
    return new Probe.Available(version, count, device);
  }

  private static String outOfRange(int ordinal, int count) {
    return count == 1
        ? "there is no GPU %d: this machine has one, which is -D%s=0"
            .formatted(ordinal, DEVICE_PROPERTY)
        : "there is no GPU %d: this machine has %d, choose with -D%s=0 to %d"
            .formatted(ordinal, count, DEVICE_PROPERTY, count - 1);
  }

  private static String another(int count) {
    return count == 1
        ? ""
        : "; this machine has %d GPUs, choose another with -D%s=0 to %d"
            .formatted(count, DEVICE_PROPERTY, count - 1);
  }

  private static Probe unavailable(String reason) {
    return new Probe.Unavailable(reason + OR_JAVA);
  }

  private static String dotted(int version) {
    return version / 1000 + "." + version % 1000 / 10;
  }

  /** JCuda's own message of a failed load is a page of stack traces. */
  private static String firstLine(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse(root.toString());
  }
}
