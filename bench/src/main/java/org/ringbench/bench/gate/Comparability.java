package org.ringbench.bench.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.ringbench.bench.environment.MachineClass;
import org.ringbench.bench.results.Environment;

/**
 * Whether two environments can be compared.
 *
 * @param reasons why they cannot: another machine class, or other flags of the JVM
 * @param timeReasons why their times cannot, although their counters can
 */
record Comparability(List<String> reasons, List<String> timeReasons) {
  Comparability {
    reasons = List.copyOf(reasons);
    timeReasons = List.copyOf(timeReasons);
  }

  static Comparability of(Environment base, Environment head) {
    List<String> hard = new ArrayList<>();
    differ(hard, "machine class", MachineClass.of(base), MachineClass.of(head));
    differ(hard, "JVM flags", flags(base.jvmFlags()), flags(head.jvmFlags()));
    List<String> soft = new ArrayList<>();
    differ(soft, "processor", base.cpu(), head.cpu());
    differ(soft, "microcode", base.microcode(), head.microcode());
    differ(soft, "governor", base.governor(), head.governor());
    differ(soft, "processor limit", base.cpuLimit(), head.cpuLimit());
    differ(soft, "threads", base.threads(), head.threads());
    differ(soft, "system", base.os(), head.os());
    differ(soft, "Java", base.jdk(), head.jdk());
    differ(soft, "BLAS", base.blas(), head.blas());
    differ(soft, "GPU driver", base.gpuDriver(), head.gpuDriver());
    return new Comparability(hard, soft);
  }

  /** Why flags differ; empty if they are alike. */
  static List<String> flagReasons(List<String> base, List<String> head) {
    List<String> reasons = new ArrayList<>();
    differ(reasons, "JVM flags", flags(base), flags(head));
    return reasons;
  }

  /** Flags that matter: where the working tree or the data lie does not. */
  static List<String> flags(List<String> all) {
    return all.stream()
        .filter(flag -> !flag.startsWith("-Dringbench.home="))
        .filter(flag -> !flag.startsWith("-Dringbench.data"))
        .sorted()
        .toList();
  }

  private static void differ(List<String> reasons, String what, Object base, Object head) {
    if (!Objects.equals(base, head)) {
      reasons.add("%s: base %s, head %s".formatted(what, orUnknown(base), orUnknown(head)));
    }
  }

  private static String orUnknown(Object value) {
    return value == null ? "unknown" : value.toString();
  }
}
