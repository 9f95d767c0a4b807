package org.ringbench.bench.environment;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.ringbench.bench.results.Environment;

/** Describes the environment of a run. */
public final class Probe {
  private Probe() {}

  /**
   * The environment as the results file records it.
   *
   * @param threads that either side of a ratio may use
   */
  public static Environment environment(int threads) {
    Machine machine = Machine.detect();
    ControlGroup group = ControlGroup.detect();
    OptionalInt vectorBits = VectorUnit.bits();
    Optional<Blas> blas = blas();
    return new Environment(
        machine.cpu(),
        machine.cores(),
        machine.memoryBytes(),
        operatingSystem(),
        jdk(),
        machine.gpu().orElse(null),
        threads,
        vectorBits.isPresent() ? vectorBits.getAsInt() : null,
        machine.presentFlags(),
        jvmFlags(),
        blas.map(Blas::description).orElse(null),
        blas.map(Blas::threads).orElse(null),
        machine.microcode().orElse(null),
        machine.governor().orElse(null),
        machine.hypervisor().orElse(null),
        group.cpuLimit().orElse(null),
        group.memoryLimitBytes().filter(limit -> limit < machine.memoryBytes()).orElse(null),
        machine.gpuDriver().orElse(null));
  }

  /** Name, version and architecture. */
  public static String operatingSystem() {
    return String.join(
        " ",
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("os.arch"));
  }

  /** Vendor and version of this Java runtime. */
  public static String jdk() {
    return System.getProperty("java.vm.vendor") + " " + Runtime.version();
  }

  /** The flags of forks: those of this JVM, which they inherit, and their own. */
  public static List<String> jvmFlags() {
    List<String> flags = new ArrayList<>(ManagementFactory.getRuntimeMXBean().getInputArguments());
    flags.addAll(EarlyCompilation.FLAGS);
    return flags;
  }

  private static Optional<Blas> blas() {
    try {
      return Optional.of(Blas.detect());
    } catch (IllegalStateException _) {
      return Optional.empty(); // a run without the baseline says so by its rows
    }
  }
}
