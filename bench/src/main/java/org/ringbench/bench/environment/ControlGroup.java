package org.ringbench.bench.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the control groups of this process allow it, with version 1 or 2 of Linux's interface: the
 * tightest limit of its own group and the groups around it.
 *
 * @param cpuLimit processors' worth of time; empty without a limit
 * @param memoryLimitBytes empty without a limit
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">Control Group v2</a>
 */
public record ControlGroup(Optional<Double> cpuLimit, Optional<Long> memoryLimitBytes) {
  /** Version 1 writes a number near 2^63 for no limit. */
  private static final long NO_LIMIT = 1L << 60;

  /** Those of this process. */
  public static ControlGroup detect() {
    return detect(Path.of("/"));
  }

  /** Those of a process that sees this folder as the root of its files. */
  static ControlGroup detect(Path root) {
    List<Path> processor = folders(root, "cpu");
    List<Path> memory = folders(root, "memory");
    return new ControlGroup(
        tightest(processor, ControlGroup::cpu), tightest(memory, ControlGroup::memory));
  }

  private static <T extends Comparable<T>> Optional<T> tightest(
      List<Path> folders, Function<Path, Optional<T>> limit) {
    return folders.stream()
        .flatMap(folder -> limit.apply(folder).stream())
        .min(Comparable::compareTo);
  }

  /** The group's folder and those around it, in both versions' trees. */
  private static List<Path> folders(Path root, String controller) {
    List<Path> folders = new ArrayList<>();
    for (String line : lines(root.resolve("proc/self/cgroup"))) {
      String[] parts = line.split(":", 3); // hierarchy, controllers, path
      if (parts.length == 3) {
        boolean isSecond = parts[1].isEmpty();
        if (isSecond || Arrays.asList(parts[1].split(",", -1)).contains(controller)) {
          mount(root, isSecond ? "" : controller)
              .ifPresent(mount -> addAll(folders, root, mount, parts[2]));
        }
      }
    }
    return folders;
  }

  private static void addAll(List<Path> folders, Path root, Mount mount, String group) {
    String inside = group.startsWith(mount.group) ? group.substring(mount.group.length()) : group;
    Path top = root.resolve(mount.point.substring(1));
    Path folder = top.resolve(inside.replaceFirst("^/+", "")).normalize();
    for (; folder != null && folder.startsWith(top); folder = folder.getParent()) {
      folders.add(folder);
    }
  }

  /**
   * Where a tree of groups is seen.
   *
   * @param group that its top is
   * @param point the folder, absolute
   */
  private record Mount(String group, String point) {}

  /** The mount of a controller of version 1, or of version 2 for no name. */
  private static Optional<Mount> mount(Path root, String controller) {
    for (String line : lines(root.resolve("proc/self/mountinfo"))) {
      // 36 35 98:0 /root /point options ... - type source superblock-options
      String[] halves = line.split(" - ", 2);
      String[] left = halves[0].split(" ", -1);
      String[] right = halves.length == 2 ? halves[1].split(" ", -1) : new String[0];
      if (left.length > 4 && right.length > 2) {
        boolean fits =
            controller.isEmpty()
                ? right[0].equals("cgroup2")
                : right[0].equals("cgroup")
                    && Arrays.asList(right[2].split(",", -1)).contains(controller);
        if (fits) {
          return Optional.of(new Mount(left[3].equals("/") ? "" : left[3], left[4]));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Double> cpu(Path folder) {
    Optional<Double> second =
        first(folder.resolve("cpu.max"))
            .map(text -> text.split(" ", -1))
            .filter(parts -> parts.length == 2)
            .flatMap(parts -> share(number(parts[0]), number(parts[1])));
    return second.or(
        () ->
            share(
                first(folder.resolve("cpu.cfs_quota_us")).flatMap(ControlGroup::number),
                first(folder.resolve("cpu.cfs_period_us")).flatMap(ControlGroup::number)));
  }

  private static Optional<Long> memory(Path folder) {
    return first(folder.resolve("memory.max"))
        .or(() -> first(folder.resolve("memory.limit_in_bytes")))
        .flatMap(ControlGroup::number)
        .filter(bytes -> bytes < NO_LIMIT);
  }

  private static Optional<Double> share(Optional<Long> quota, Optional<Long> period) {
    return quota
        .filter(q -> q > 0)
        .flatMap(q -> period.filter(p -> p > 0).map(p -> (double) q / p));
  }

  /** Empty for {@code max}. */
  private static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.valueOf(text.strip()));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> first(Path file) {
    return lines(file).stream().findFirst();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException _) {
      return List.of(); // not Linux, or not this version
    }
  }
}
