package org.ringbench.bench.environment;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hardware, as far as the system tells: {@code /proc} and {@code /sys} on Linux, little
 * elsewhere. What it does not tell is empty.
 *
 * @param cpu the processor's name
 * @param cores the processors that this JVM may use
 * @param memoryBytes of the machine
 * @param cpuFlags of the processor, all of them
 * @param gpu the name of the first NVIDIA GPU with a driver
 * @param gpuDriver the version of that driver
 * @param microcode the processor's revision
 * @param governor of the processors' clocks; several are joined by {@code +}
 * @param hypervisor under which this is a virtual machine
 */
public record Machine(
    String cpu,
    int cores,
    long memoryBytes,
    Set<String> cpuFlags,
    Optional<String> gpu,
    Optional<String> gpuDriver,
    Optional<String> microcode,
    Optional<String> governor,
    Optional<String> hypervisor) {
  /** As Linux names them: {@code arch/x86/include/asm/cpufeatures.h}. */
  static final List<String> X86_FLAGS =
      List.of(
          "avx2",
          "fma",
          "bmi2",
          "avx512f",
          "avx512dq",
          "avx512bw",
          "avx512vl",
          "avx512ifma",
          "avx512vbmi",
          "avx512_vnni",
          "avx_vnni",
          "gfni",
          "aes",
          "vaes",
          "vpclmulqdq",
          "amx_tile",
          "amx_int8");

  /** As Linux names them: {@code arch/arm64/kernel/cpuinfo.c}. */
  static final List<String> ARM_FLAGS =
      List.of("asimd", "aes", "pmull", "sha2", "asimddp", "i8mm", "bf16", "sve", "sve2");

  /** The instruction sets that ring arithmetic, encryption and the baselines use. */
  public static final List<String> RELEVANT_FLAGS =
      System.getProperty("os.arch").equals("aarch64") ? ARM_FLAGS : X86_FLAGS;

  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(\\.\\d+)*");
  private static final long KILO = 1024;

  /** This machine. */
  public static Machine detect() {
    return detect(Path.of("/"));
  }

  /** The machine whose files lie under a folder. */
  static Machine detect(Path root) {
    List<String> cpuinfo = lines(root.resolve("proc/cpuinfo"));
    String flags = field(cpuinfo, "flags").or(() -> field(cpuinfo, "Features")).orElse("");
    Set<String> cpuFlags = flags.isEmpty() ? Set.of() : Set.of(flags.split(" +", -1));
    return new Machine(
        field(cpuinfo, "model name").orElseGet(() -> System.getProperty("os.arch") + " processor"),
        Runtime.getRuntime().availableProcessors(),
        memory(root),
        cpuFlags,
        gpuName(root),
        gpuDriver(root),
        field(cpuinfo, "microcode"),
        governor(root),
        hypervisor(root, cpuFlags));
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

  /** The bean's figure is the control group's limit where there is one. */
  private static long memory(Path root) {
    return field(lines(root.resolve("proc/meminfo")), "MemTotal")
        .filter(text -> text.matches("\\d+ kB"))
        .map(text -> Long.parseLong(text.substring(0, text.length() - 3)) * KILO)
        .orElseGet(
            () ->
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                    .getTotalMemorySize());
  }

  private static Optional<String> governor(Path root) {
    Set<String> governors = new TreeSet<>();
    for (Path cpu : children(root.resolve("sys/devices/system/cpu"), "cpu[0-9]*")) {
      governors.addAll(lines(cpu.resolve("cpufreq/scaling_governor")));
    }
    return governors.isEmpty() ? Optional.empty() : Optional.of(String.join("+", governors));
  }

  private static Optional<String> hypervisor(Path root, Set<String> cpuFlags) {
    Optional<String> type = first(root.resolve("sys/hypervisor/type"));
    if (type.isEmpty() && !cpuFlags.contains("hypervisor")) {
      return Optional.empty();
    }
    return type.or(() -> first(root.resolve("sys/class/dmi/id/sys_vendor")))
        .or(() -> Optional.of("unnamed"));
  }

  private static Optional<String> gpuName(Path root) {
    return children(root.resolve("proc/driver/nvidia/gpus"), "*").stream()
        .flatMap(gpu -> field(lines(gpu.resolve("information")), "Model").stream())
        .findFirst();
  }

  private static Optional<String> gpuDriver(Path root) {
    return first(root.resolve("sys/module/nvidia/version"))
        .or(
            () ->
                field(lines(root.resolve("proc/driver/nvidia/version")), "NVRM version")
                    .map(VERSION::matcher)
                    .filter(Matcher::find)
                    .map(Matcher::group));
  }

  private static List<Path> children(Path folder, String pattern) {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, pattern)) {
      stream.forEach(children::add);
    } catch (IOException | DirectoryIteratorException _) {
      return List.of();
    }
    Collections.sort(children);
    return children;
  }

  private static Optional<String> field(List<String> lines, String name) {
    return lines.stream()
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2 && parts[0].strip().equals(name))
        .map(parts -> parts[1].strip())
        .findFirst();
  }

  private static Optional<String> first(Path file) {
    return lines(file).stream().map(String::strip).filter(line -> !line.isEmpty()).findFirst();
  }

  private static List<String> lines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.toList();
    } catch (IOException | UncheckedIOException _) {
      return List.of(); // not Linux, or not for us
    }
  }
}
