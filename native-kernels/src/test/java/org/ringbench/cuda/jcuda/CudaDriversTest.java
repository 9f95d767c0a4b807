package org.ringbench.cuda.jcuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.cuda.driver.CudaStatus;
import org.ringbench.cuda.driver.DeviceInfo;

/** What the probe makes of the machines that it may meet. */
class CudaDriversTest {

  /** A machine whose answers a test chooses. */
  private static final class Machine implements Installation {
    private String system = "Linux";
    private String architecture = "amd64";
    private int version = 12_060;
    private int devices = 1;
    private int status;
    private int major = 8;
    private long memory = 40L << 30;
    private LinkageError broken;
    private boolean touched;

    @Override
    public String operatingSystem() {
      return system;
    }

    @Override
    public String architecture() {
      return architecture;
    }

    @Override
    public int driverVersion() {
      if (broken != null) {
        throw broken;
      }
      return version;
    }

    @Override
    public int devices() {
      touched = true;
      CudaStatus.check(status, "cuInit");
      return devices;
    }

    @Override
    public DeviceInfo device(int ordinal) {
      touched = true;
      return new DeviceInfo(
          ordinal, "GPU X", major, 0, 108, memory, 1_410_000, 1_215_000, 5120, 166_912);
    }
  }

  private final Machine machine = new Machine();

  private String reason(int ordinal) {
    String reason =
        assertInstanceOf(Probe.Unavailable.class, CudaDrivers.probe(machine, ordinal)).reason();
    assertTrue(reason.contains("-Dringbench.backend=java"), reason);
    return reason;
  }

  private void expect(int ordinal, String part) {
    String reason = reason(ordinal);
    assertTrue(reason.contains(part), reason);
  }

  @Test
  void findsAGpu() {
    machine.devices = 2;
    Probe.Available found = assertInstanceOf(Probe.Available.class, CudaDrivers.probe(machine, 1));
    assertEquals(12_060, found.driverVersion());
    assertEquals(2, found.deviceCount());
    assertEquals(1, found.device().ordinal());
  }

  @ParameterizedTest
  @CsvSource({"Windows 11, amd64", "Mac OS X, aarch64", "Linux, aarch64"})
  void isForOnePlatformOnly(String system, String architecture) {
    machine.system = system;
    machine.architecture = architecture;
    machine.broken = new UnsatisfiedLinkError("must not be asked");
    expect(
        0,
        "CUDA is available on x86-64 Linux only; this is %s on %s".formatted(system, architecture));
  }

  @Test
  void saysThatThereIsNoDriver() {
    machine.version = 0;
    expect(0, "there is no NVIDIA driver (libcuda.so.1 was not found): install one of CUDA 12.0");
    assertFalse(machine.touched);
  }

  @ParameterizedTest
  @CsvSource({"11080, 11.8", "10020, 10.2", "11990, 11.99"})
  void doesNotTouchADriverThatIsTooOld(int version, String found) {
    machine.version = version;
    expect(0, "it is of CUDA %s, and CUDA 12.0 (525.60) or newer is needed".formatted(found));
    assertFalse(machine.touched);
  }

  @Test
  void saysWhyTheLibraryDoesNotLoad() {
    machine.broken =
        new UnsatisfiedLinkError(
            """
            Error while loading native library "JCudaRuntime-12.6.0-linux-x86_64"
            java.lang.UnsatisfiedLinkError: no JCudaRuntime-12.6.0.so in java.library.path
            java.lang.UnsatisfiedLinkError: /x/libJCudaRuntime.so: failed to map segment
            """);
    expect(0, "(/x/libJCudaRuntime.so: failed to map segment)");
    expect(0, "noexec");
  }

  @ParameterizedTest
  @CsvSource({
    "100, CUDA_VISIBLE_DEVICES",
    "999, nvidia-smi",
    "3, nvidia-smi",
    "804, restart the machine",
    "803, restart the machine",
    "802, fabric",
    "34, stub",
  })
  void saysWhatToDoAboutADriverThatDoesNotStart(int status, String advice) {
    machine.status = status;
    expect(0, "(" + status + ")");
    expect(0, advice);
  }

  @Test
  void saysThatThereIsNoGpu() {
    machine.devices = 0;
    expect(0, "the driver sees no GPU");
  }

  @Test
  void saysHowToChoose() {
    machine.devices = 2;
    expect(2, "there is no GPU 2: this machine has 2, choose with -Dringbench.cuda.device=0 to 1");
    expect(-1, "there is no GPU -1");
    machine.devices = 1;
    expect(1, "this machine has one, which is -Dringbench.cuda.device=0");
  }

  @Test
  void namesAComputeCapabilityThatIsTooLow() {
    machine.major = 7;
    expect(0, "GPU 0 (GPU X) has compute capability 7.0, and 8.0 or newer is needed");
    assertFalse(reason(0).contains("choose another"));
    machine.devices = 3;
    expect(2, "this machine has 3 GPUs, choose another with -Dringbench.cuda.device=0 to 2");
  }

  @Test
  void namesMemoryThatIsTooLittle() {
    machine.memory = CudaDrivers.MINIMUM_MEMORY - 1;
    expect(0, "has 2047 MiB of memory, and 2048 MiB are needed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "-1", "", "99999"})
  void wantsANumberForTheGpu(String value) {
    String before = System.getProperty(CudaDrivers.DEVICE_PROPERTY);
    System.setProperty(CudaDrivers.DEVICE_PROPERTY, value);
    try {
      Probe.Unavailable found = assertInstanceOf(Probe.Unavailable.class, CudaDrivers.probe());
      assertTrue(found.reason().contains("is not an index of a GPU"), found.reason());
    } finally {
      if (before == null) {
        System.clearProperty(CudaDrivers.DEVICE_PROPERTY);
      } else {
        System.setProperty(CudaDrivers.DEVICE_PROPERTY, before);
      }
    }
  }

  @Test
  void saysInASentenceWhatThisMachineLacks() {
    Probe here = CudaDrivers.probe(0);
    assumeTrue(here instanceof Probe.Unavailable, "this machine has a GPU");
    String reason = ((Probe.Unavailable) here).reason();
    assertTrue(reason.contains("-Dringbench.backend=java"), reason);
    assertEquals(
        reason, assertThrows(IllegalStateException.class, () -> CudaDrivers.load(0)).getMessage());
  }
}
