package org.ringbench.bench.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.results.NotComparableException;

/**
 * Whether times of two runs can be held against each other: what differs between the machines and
 * the Java runtimes that measured them. Counts do not depend on them.
 */
public final class Comparability {
  /** Properties that say where files are, or what every row says for itself. */
  private static final List<String> IMMATERIAL =
      List.of(
          "-Dringbench.backend=",
          "-Dringbench.home=",
          "-Dringbench.data=",
          "-Dringbench.data.default=",
          "-Djava.io.tmpdir=");

  private final String one;
  private final String other;
  private final List<String> differences = new ArrayList<>();

  private Comparability(String one, String other) {
    this.one = one;
    this.other = other;
  }

  /**
   * What makes times incomparable, a sentence each; none if they can be compared.
   *
   * @param one what to call the first side
   * @param other what to call the second
   */
  public static List<String> differences(String one, Environment a, String other, Environment b) {
    Comparability sides = new Comparability(one, other);
    sides.compare("the CPU", a.cpu(), b.cpu());
    sides.compareSets("the CPU's flags", a.cpuFlags(), b.cpuFlags());
    sides.compare("the number of cores", a.cores(), b.cores());
    sides.compare("the number of threads", a.threads(), b.threads());
    sides.compare("the control group's CPU limit", a.cpuLimit(), b.cpuLimit());
    sides.compare("the control group's memory limit", a.memoryLimitBytes(), b.memoryLimitBytes());
    sides.compare("the JDK", a.jdk(), b.jdk());
    sides.compareSets("the JVM's flags", flags(a.jvmFlags()), flags(b.jvmFlags()));
    sides.compare("the vector width", a.vectorBits(), b.vectorBits());
    sides.compare("the GPU", a.gpu(), b.gpu());
    sides.compareKnown("the GPU's driver", a.gpuDriver(), b.gpuDriver());
    return List.copyOf(sides.differences);
  }

  /**
   * What also differs and may well move times, but is no reason to refuse them: such as the
   * microcode or the kernel, which a provider changes at will.
   */
  public static List<String> remarks(String one, Environment a, String other, Environment b) {
    Comparability sides = new Comparability(one, other);
    sides.compareKnown("the microcode", a.microcode(), b.microcode());
    sides.compareKnown("the governor", a.governor(), b.governor());
    sides.compareKnown("the hypervisor", a.hypervisor(), b.hypervisor());
    sides.compare("the memory in bytes", a.memoryBytes(), b.memoryBytes());
    sides.compare("the system", a.os(), b.os());
    sides.compare("the BLAS", a.blas(), b.blas());
    sides.compareKnown("the BLAS's threads", a.blasThreads(), b.blasThreads());
    return List.copyOf(sides.differences);
  }

  /**
   * Refuses two sides that differ.
   *
   * @throws NotComparableException naming every difference
   */
  public static void require(String one, Environment a, String other, Environment b) {
    List<String> differences = differences(one, a, other, b);
    if (!differences.isEmpty()) {
      throw new NotComparableException(
          "%s and %s were not measured on machines of one kind: %s"
              .formatted(one, other, String.join("; ", differences)));
    }
  }

  /** The flags that matter, sorted: where the working tree or the data lie does not. */
  public static List<String> flags(List<String> jvmFlags) {
    return jvmFlags.stream()
        .filter(flag -> IMMATERIAL.stream().noneMatch(flag::startsWith))
        .sorted()
        .toList();
  }

  /** What differs between two lists of flags, a sentence for each side; none if they are alike. */
  public static List<String> flagDifferences(
      String one, List<String> a, String other, List<String> b) {
    Comparability sides = new Comparability(one, other);
    sides.compareSets("the JVM's flags", flags(a), flags(b));
    return List.copyOf(sides.differences);
  }

  private void compare(String what, Object a, Object b) {
    if (!Objects.equals(a, b)) {
      differences.add("%s is %s in %s and %s in %s".formatted(what, text(a), one, text(b), other));
    }
  }

  /** A value that only one side recorded says nothing. */
  private void compareKnown(String what, Object a, Object b) {
    if (a != null && b != null) {
      compare(what, a, b);
    }
  }

  private void compareSets(String what, List<String> a, List<String> b) {
    String onlyA = without(a, b);
    String onlyB = without(b, a);
    if (!onlyA.isEmpty()) {
      differences.add("%s of %s alone are %s".formatted(what, one, onlyA));
    }
    if (!onlyB.isEmpty()) {
      differences.add("%s of %s alone are %s".formatted(what, other, onlyB));
    }
  }

  private static String without(List<String> a, List<String> b) {
    Set<String> rest = new TreeSet<>(a);
    b.forEach(rest::remove);
    return String.join(" ", rest);
  }

  private static String text(Object value) {
    return value == null ? "none" : value.toString();
  }
}
