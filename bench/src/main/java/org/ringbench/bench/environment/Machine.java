package org.ringbench.bench.environment;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The hardware, as far as the system tells: {@code /proc} on Linux, little elsewhere.
 *
 * @param cpu the processor's name
 * @param cores the processors that this JVM may use
 * @param memoryBytes of the machine
 * @param cpuFlags of the processor, all of them; empty where the system does not tell
 * @param gpu the name of the first NVIDIA GPU with a driver
 */
public record Machine(
    String cpu, int cores, long memoryBytes, Set<String> cpuFlags, Optional<String> gpu) {
  /** The instruction sets that ring arithmetic, encryption and the baselines use. */
  public static final List<String> RELEVANT_FLAGS =
      List.of(
          "avx2",
          "fma",
          "avx512f",
          "avx512dq",
          "avx512ifma",
          "avx512_vnni",
          "vaes",
          "aes",
          "amx_tile",
          "amx_int8");

  /** This machine. */
  public static Machine detect() {
    List<String> cpuinfo = lines(Path.of("/proc/cpuinfo"));
    String flags = field(cpuinfo, "flags").or(() -> field(cpuinfo, "Features")).orElse("");
    return new Machine(
        field(cpuinfo, "model name").orElseGet(() -> System.getProperty("os.arch") + " processor"),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(),
        flags.isEmpty() ? Set.of() : Set.of(flags.split(" +")),
        gpuName());
  }

  /** Those of {@link #RELEVANT_FLAGS} that the processor has. */
  public List<String> presentFlags() {
    return RELEVANT_FLAGS.stream().filter(cpuFlags::contains).toList();
  }

  /** Those of {@link #RELEVANT_FLAGS} that it lacks; empty where the system does not tell. */
  public List<String> absentFlags() {
    return cpuFlags.isEmpty()
        ? List.of()
        : RELEVANT_FLAGS.stream().filter(flag -> !cpuFlags.contains(flag)).toList();
  }

  private static Optional<String> gpuName() {
    Path gpus = Path.of("/proc/driver/nvidia/gpus");
    if (!Files.isDirectory(gpus)) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(gpus)) {
      for (Path folder : folders) {
        Optional<String> model = field(lines(folder.resolve("information")), "Model");
        if (model.isPresent()) {
          return model;
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> field(List<String> lines, String name) {
    return lines.stream()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().equals(name))
        .map(parts -> parts[1].strip())
        .findFirst();
  }

  private static List<String> lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.toList();
    } catch (IOException e) {
      return List.of(); // not Linux
    }
  }
}
