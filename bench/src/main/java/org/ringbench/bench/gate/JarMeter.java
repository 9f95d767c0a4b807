package org.ringbench.bench.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.ringbench.bench.environment.CoreWatch;

/** Measures forks of jars: a JMH of the jar's own runs as a child process, and forks once. */
final class JarMeter implements ForkMeter {
  /** Far beyond the longest fork, which warms up for 20 s at most. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Map<Side, BenchmarkJar> jars;
  private final List<String> flags;
  private final ForkTiming timing;
  private final CoreWatch cores;
  private final Path folder;

  /**
   * A meter.
   *
   * @param jars of both sides
   * @param flags of the JVMs beside those that all benchmarks need
   * @param timing of each fork
   * @param cores that forks wait for
   * @param folder for JMH's results and logs; it exists
   */
  JarMeter(
      Map<Side, BenchmarkJar> jars,
      List<String> flags,
      ForkTiming timing,
      CoreWatch cores,
      Path folder) {
    this.jars = Map.copyOf(jars);
    this.flags = List.copyOf(flags);
    this.timing = timing;
    this.cores = cores;
    this.folder = folder;
  }

  @Override
  public Measured measure(Side side, Case what) throws ForkFailedException {
    Path result = folder.resolve("fork.json");
    Path log = folder.resolve("fork.log");
    try {
      Files.deleteIfExists(result);
      int status = ChildJvm.run("the fork", command(side, what, result), log, LIMIT);
      if (status != 0) {
        throw new ForkFailedException(
            "the fork ended with status %d: %s".formatted(status, ChildJvm.reason(log)));
      }
      Measured fork = JmhJson.read(Files.readString(result));
      cores.waited(fork.counters().getOrDefault(CoreWatch.WAITED, 0L));
      return fork;
    } catch (NoSuchFileException e) {
      throw new ForkFailedException("the fork left no results: " + ChildJvm.reason(log), e);
    } catch (IOException e) {
      throw new ForkFailedException("the fork cannot be run: " + e.getMessage(), e);
    }
  }

  List<String> command(Side side, Case what, Path result) {
    List<String> command =
        ChildJvm.command(flags, jars.get(side).file().toString(), "org.openjdk.jmh.Main");
    command.add("^" + Pattern.quote(what.benchmark()) + "$");
    what.parameters().forEach((name, value) -> command.addAll(List.of("-p", name + "=" + value)));
    command.addAll((what.isSingleShot() ? ForkTiming.ONCE : timing).arguments());
    List<String> waiting = cores.flags();
    if (!waiting.isEmpty()) {
      command.addAll(List.of("-jvmArgsPrepend", String.join(" ", waiting)));
    }
    command.addAll(List.of("-rf", "json", "-rff", result.toString()));
    return command;
  }
}
