package org.ringbench.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * JMH's flags that a run cannot honour: they would change what a row means, or take away what a
 * fork needs, without a word in the results. {@code java -jar benchmarks.jar} takes them all.
 */
final class JmhRefusals {
  /** Flags of a fork's JVM that undo what it needs, or start something else in its place. */
  private static final List<String> UNDOING =
      List.of(
          "--limit-modules",
          "-cp",
          "-classpath",
          "--class-path",
          "-Djava.class.path",
          "-jar",
          "-m",
          "--module",
          "-version",
          "--version",
          "-help",
          "--help");

  private static final String UNSAFE = "--sun-misc-unsafe-memory-access";

  private JmhRefusals() {}

  /**
   * Checks the flags.
   *
   * @param words as given
   * @param options as JMH understood them
   * @throws IllegalArgumentException naming the flag and why
   */
  static void check(List<String> words, CommandLineOptions options) {
    refuse(
        !options.getBenchModes().isEmpty() || options.getTimeUnit().hasValue(),
        "-bm and -tu: results are mean times in milliseconds");
    refuse(
        options.shouldHelp()
            || options.shouldList()
            || options.shouldListWithParams()
            || options.shouldListProfilers()
            || options.shouldListResultFormats(),
        "that only list things");
    refuse(options.getForkCount().orElse(1) < 1, "-f: expected at least 1 fork");
    refuse(
        !options.shouldFailOnError().orElse(true), "-foe false: a wrong answer must fail its cell");
    refuse(
        options.getThreads().orElse(1) != 1 || options.getThreadGroups().hasValue(),
        "-t and -tg: a cell's threads are its own (-p threads=N for plaintext engines)");
    refuse(
        options.getOperationsPerInvocation().hasValue(),
        "-opi: a row's time is that of one operation");
    refuse(
        options.getMeasurementBatchSize().hasValue() || options.getWarmupBatchSize().hasValue(),
        "-bs and -wbs: a row's time is that of one operation");
    refuse(
        options.getWarmupMode().hasValue() || !options.getWarmupIncludes().isEmpty(),
        "-wm and -wmb: a fork warms up with its own cell alone");
    refuse(
        options.getJvm().hasValue(),
        "-jvm: forks run on this command's JDK, which the results name (RINGBENCH_JAVA_HOME)");
    refuse(options.getOutput().hasValue(), "-o: what JMH prints is in the log beside the results");
    axes(words);
    jvmFlags(options);
  }

  private static void axes(List<String> words) {
    for (int w = 0; w < words.size(); w++) {
      String word = words.get(w).replaceFirst("^--p(?==|$)", "-p"); // JMH takes both
      boolean isAlone = word.equals("-p") && w + 1 < words.size();
      if (isAlone || (word.startsWith("-p") && !word.startsWith("-prof"))) {
        String parameter = (isAlone ? words.get(w + 1) : word.substring(2)).replaceFirst("^=", "");
        String key = parameter.split("=", 2)[0];
        refuse(Axis.of(key).isEmpty(), "-p %s: no such axis%s".formatted(key, near(key)));
      }
    }
  }

  private static String near(String key) {
    List<String> near = Similar.to(key, Stream.of(Axis.values()).map(Axis::key).toList());
    return near.isEmpty() ? " (see list)" : ", did you mean " + String.join(" or ", near) + "?";
  }

  private static void jvmFlags(CommandLineOptions options) {
    List<String> flags = new ArrayList<>();
    flags.addAll(options.getJvmArgsPrepend().orElse(List.of()));
    flags.addAll(options.getJvmArgs().orElse(List.of()));
    flags.addAll(options.getJvmArgsAppend().orElse(List.of()));
    for (String flag : flags) {
      Optional<String> undoing =
          UNDOING.stream().filter(u -> flag.equals(u) || flag.startsWith(u + "=")).findFirst();
      boolean deniesUnsafe = flag.startsWith(UNSAFE) && !flag.equals(UNSAFE + "=allow");
      refuse(
          undoing.isPresent() || deniesUnsafe || flag.startsWith("@"),
          "\"%s\" for forks: it would undo what a fork needs".formatted(flag));
    }
  }

  private static void refuse(boolean isRefused, String why) {
    if (isRefused) {
      throw new IllegalArgumentException(
          "JMH arguments %s (java -jar benchmarks.jar takes all of JMH's)".formatted(why));
    }
  }
}
