package org.ringbench.bench.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Measures forks of jars: a JMH of the jar's own runs as a child process, and forks once. */
final class JarMeter implements ForkMeter {
  /** Far beyond the longest fork, which warms up for 20 s at most. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static final List<String> FLAGS =
      List.of(
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private static final Pattern REASON =
      Pattern.compile(
          "(Exception in thread \\S+ |Caused by: )?[\\w.$]+(Exception|Error): .*"
              + "|ERROR: .*|# A fatal .*");

  private final Map<Side, BenchmarkJar> jars;
  private final List<String> flags;
  private final ForkTiming timing;
  private final Path folder;

  /**
   * A meter.
   *
   * @param jars of both sides
   * @param flags of the JVMs beside those that all benchmarks need
   * @param timing of each fork
   * @param folder for JMH's results and logs; it exists
   */
  JarMeter(Map<Side, BenchmarkJar> jars, List<String> flags, ForkTiming timing, Path folder) {
    this.jars = Map.copyOf(jars);
    this.flags = List.copyOf(flags);
    this.timing = timing;
    this.folder = folder;
  }

  @Override
  public Measured measure(Side side, Case what) throws ForkFailedException {
    Path result = folder.resolve("fork.json");
    Path log = folder.resolve("fork.log");
    try {
      Files.deleteIfExists(result);
      int status = run(command(side, what, result), log);
      if (status != 0) {
        throw new ForkFailedException(
            "the fork ended with status %d: %s".formatted(status, reason(log)));
      }
      return JmhJson.read(Files.readString(result));
    } catch (NoSuchFileException e) {
      throw new ForkFailedException("the fork left no results: " + reason(log), e);
    } catch (IOException e) {
      throw new ForkFailedException("the fork cannot be run: " + e.getMessage(), e);
    }
  }

  List<String> command(Side side, Case what, Path result) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.addAll(List.of("-cp", jars.get(side).file().toString(), "org.openjdk.jmh.Main"));
    command.add("^" + Pattern.quote(what.benchmark()) + "$");
    what.parameters().forEach((name, value) -> command.addAll(List.of("-p", name + "=" + value)));
    command.addAll(timing.arguments());
    command.addAll(List.of("-rf", "json", "-rff", result.toString()));
    return command;
  }

  /** Runs JMH and what it forks; both end with this JVM, or at the limit. */
  private static int run(List<String> command, Path log) throws IOException, ForkFailedException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Thread hook = new Thread(() -> end(process));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ForkFailedException(
            "the fork was ended after " + LIMIT.toMinutes() + " minutes: " + reason(log));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ForkFailedException("the fork was interrupted", e);
    } finally {
      end(process);
      removeHook(hook);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The JVM ends: the hook runs.
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** What JMH said that is a reason: the deepest cause of the last failure, or its last line. */
  private static String reason(Path log) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
      return lines.stream()
          .filter(line -> REASON.matcher(line).matches())
          .reduce((_, last) -> last)
          .orElse(lines.isEmpty() ? "it said nothing" : lines.getLast());
    } catch (IOException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }
}
