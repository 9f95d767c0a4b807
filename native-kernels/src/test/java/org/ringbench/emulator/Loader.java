package org.ringbench.emulator;

import java.nio.charset.StandardCharsets;
import org.ringbench.cuda.driver.CudaStatus;
import org.ringbench.ptx.PtxModule;
import org.ringbench.ptx.PtxSyntaxException;

/** Takes or refuses PTX as a driver of a given version does. */
final class Loader {
  private Loader() {}

  static PtxModule load(byte[] ptx, int driverVersion, GpuModel gpu) {
    if (ptx.length == 0 || ptx[ptx.length - 1] != 0) {
      throw new UndefinedUseError(
          "PTX of %d bytes does not end in NUL: the driver would read on".formatted(ptx.length));
    }
    PtxModule module;
    try {
      module =
          PtxModule.parse("module", new String(ptx, 0, ptx.length - 1, StandardCharsets.UTF_8));
    } catch (PtxSyntaxException e) {
      throw CudaStatus.refusedPtx(CudaStatus.INVALID_PTX, "ptxas: " + e.getMessage());
    }
    if (number(module.version()) > newest(driverVersion)) {
      throw CudaStatus.refusedPtx(
          CudaStatus.UNSUPPORTED_PTX_VERSION,
          "ptxas: unsupported .version %s; current version is %d.%d"
              .formatted(module.version(), newest(driverVersion) / 10, newest(driverVersion) % 10));
    }
    int target = Integer.parseInt(module.target().replaceAll("[^0-9]", ""));
    if (target > 10 * gpu.major() + gpu.minor()) {
      throw CudaStatus.refusedPtx(
          CudaStatus.INVALID_PTX,
          "ptxas: .target %s is newer than sm_%d%d"
              .formatted(module.target(), gpu.major(), gpu.minor()));
    }
    return module;
  }

  /** PTX ISA, section "Release Notes": the newest version of each CUDA release, times ten. */
  private static int newest(int driverVersion) {
    int major = driverVersion / 1000;
    int minor = driverVersion % 1000 / 10;
    return switch (major) {
      case 10 -> 63 + minor;
      case 11 -> 70 + minor;
      case 12 -> minor < 6 ? 80 + minor : 79 + minor;
      case 13 -> 90 + minor;
      default -> throw new IllegalArgumentException("driver of CUDA " + driverVersion);
    };
  }

  private static int number(String version) {
    int dot = version.indexOf('.');
    return 10 * Integer.parseInt(version.substring(0, dot))
        + Integer.parseInt(version.substring(dot + 1));
  }
}
