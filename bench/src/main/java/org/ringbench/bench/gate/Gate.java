package org.ringbench.bench.gate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.run.Cell;

/** Compares two jars: counts first, then times, in one session. */
public final class Gate {
  private final GateSettings settings;
  private final BenchmarkJar base;
  private final BenchmarkJar head;

  /**
   * A gate between two jars.
   *
   * @throws IllegalArgumentException if a jar has no benchmarks, or no cell is asked for
   */
  public Gate(GateSettings settings) {
    this.settings = settings;
    base = BenchmarkJar.of("--base", settings.base());
    head = BenchmarkJar.of("--head", settings.head());
    if (cells().isEmpty()) {
      throw new IllegalArgumentException(
          "--only %s: no cell of tier %s has that in its id"
              .formatted(String.join(",", settings.only()), settings.tier().name()));
    }
  }

  private List<Cell> cells() {
    return settings.tier().cells().stream()
        .filter(cell -> settings.includes(cell.toString()))
        .toList();
  }

  /**
   * Measures and judges.
   *
   * @param baselines where the accepted counts lie
   * @param environment this machine
   * @param status where progress is told
   */
  public Report run(Baselines baselines, Environment environment, PrintStream status)
      throws IOException {
    Optional<Baseline> baseline = baselines.of(environment); // unreadable: before any fork
    Path folder = Files.createTempDirectory("ringbench-gate-");
    try {
      Map<Side, BenchmarkJar> jars = Map.of(Side.BASE, base, Side.HEAD, head);
      GateSession session =
          new GateSession(
              Cases.of(cells(), base, head),
              new JarMeter(jars, settings.flags(), ForkTiming.COUNTS, folder),
              new JarMeter(jars, settings.flags(), ForkTiming.TIMES, folder),
              SessionClock.ofSystem(),
              new GateProgress(status));
      return session.run(settings, baseline, environment);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
