package org.ringbench.bench.gate;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringbench.bench.environment.CoreWatch;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.run.Cell;
import org.ringbench.bench.run.TemporaryFolder;

/** Compares two jars: counts first, then times, in one session. */
public final class Gate {
  /** What the forks of a session may wait for near cores, together. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private final GateSettings settings;
  private final Map<Side, BenchmarkJar> jars;
  private final List<Cell> cells;

  /**
   * A gate between two jars.
   *
   * @throws IllegalArgumentException if a jar has no benchmarks, or no cell is asked for
   */
  public Gate(GateSettings settings) {
    this.settings = settings;
    jars =
        Map.of(
            Side.BASE, BenchmarkJar.of("--base", settings.base()),
            Side.HEAD, BenchmarkJar.of("--head", settings.head()));
    cells = TierCheck.cells(settings.tier(), settings.only());
    if (cells.isEmpty()) {
      throw TierCheck.noCell(settings.tier(), settings.only());
    }
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
    GateProgress progress = new GateProgress(status);
    try (Rulers rulers = settings.times() ? Rulers.ofMachine() : Rulers.none()) {
      GateSession session =
          new GateSession(
              Cases.of(cells, jars.get(Side.BASE), jars.get(Side.HEAD)),
              Map.of(
                  Side.BASE, counter(Side.BASE, folder, progress),
                  Side.HEAD, counter(Side.HEAD, folder, progress)),
              new JarMeter(
                  jars, settings.flags(), ForkTiming.TIMES, new CoreWatch(PATIENCE), folder),
              SessionClock.ofSystem(),
              rulers,
              progress);
      return session.run(settings, baseline, environment);
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  /** All cases in one JVM, or in a fork each of a version that has no program for that. */
  CaseCounter counter(Side side, Path folder, GateProgress progress) {
    BenchmarkJar jar = jars.get(side);
    if (jar.counts()) {
      return new QuickCounter(jar.file().toString(), settings.flags(), folder);
    }
    progress.part(
        "%s: %s is too old to count its cases in one JVM: a fork of each is measured"
            .formatted(side.word(), jar.file()));
    return new ForkCounter(
        side,
        new JarMeter(
            jars, settings.flags(), ForkTiming.COUNTS, new CoreWatch(Duration.ZERO), folder),
        progress);
  }
}
