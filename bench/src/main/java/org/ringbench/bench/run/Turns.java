package org.ringbench.bench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.ringbench.bench.environment.CoreWatch;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.results.Statistics;
import org.ringbench.bench.workload.DataSource;

/**
 * Measures cells in turn, one fork of each before the second of any: a machine that drifts over the
 * minutes of a run (heat, neighbours) then hits both sides of a ratio alike. Some cells are then
 * measured again, those whose median is least certain: the spread decides, never the value. A cell
 * that fails is left out from then on and the others go on. What there is can be asked for at any
 * time, also by another thread.
 */
public final class Turns {
  /** After a fork died, how long a stop by the same signal may take to arrive. */
  private static final int GRACE_MILLISECONDS = 200;

  /** Forks that come again are dealt out in so many rounds: a cell's stay minutes apart. */
  private static final int ROUNDS_AGAIN = 3;

  /** A median that is known to about this part (see {@link Statistics#doubt}) needs no more. */
  private static final double CERTAIN = 0.01;

  /** Hears what happens while it happens. */
  public interface Listener {
    /** A fork starts. */
    default void begins(Cell cell, int fork) {}

    /** A fork is done. */
    default void measured(Cell cell, int fork, double milliseconds) throws IOException {}

    /** A cell is left out from now on. */
    default void failed(Cell cell, String why) throws IOException {}
  }

  private record Failed(String why, boolean isWrong) {}

  private final List<Cell> cells;
  private final int forks;
  private final int again;
  private final ForkRunner runner;
  private final Programs programs;
  private final BooleanSupplier hasTime;
  private final Listener listener;
  private final Map<Cell, List<Fork>> measured = new LinkedHashMap<>();
  private final Map<Cell, Failed> failures = new LinkedHashMap<>();
  private boolean stopped;

  /**
   * Prepares the turns: what rows need beside the forks is at hand from here on.
   *
   * @param forks of each cell
   * @param again forks more, for the cells that need them most
   * @param hasTime whether another fork may start
   */
  Turns(
      List<Cell> cells,
      int forks,
      int again,
      ForkRunner runner,
      Programs programs,
      BooleanSupplier hasTime,
      Listener listener) {
    this.cells = List.copyOf(cells);
    this.forks = forks;
    this.again = again;
    this.runner = runner;
    this.programs = programs;
    this.hasTime = hasTime;
    this.listener = listener;
    for (Cell cell : cells) {
      measured.put(cell, new ArrayList<>());
      programs.fingerprint(cell);
    }
  }

  /**
   * Measures a tier's cells with JMH; those that cannot run here fail with the reason.
   *
   * @param log the file for what JMH prints
   * @param hasTime whether another fork may start
   */
  public static Measured measure(
      Tier tier, DataSource data, Path log, BooleanSupplier hasTime, Listener listener)
      throws IOException {
    try (PrintStream out = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
      JmhForkRunner jmh =
          new JmhForkRunner(
              JmhArguments.parse(""),
              tier.timing(),
              data.jvmFlags(),
              new CoreWatch(Duration.ZERO),
              out);
      ForkRunner checked =
          cell -> {
            try {
              Preflight.check(List.of(cell), Optional.empty(), data);
            } catch (RuntimeException e) {
              throw new MeasurementException(String.valueOf(e.getMessage()), e);
            }
            return jmh.run(cell);
          };
      Programs programs = new Programs(data);
      Turns turns = new Turns(tier.cells(), tier.forks(), 0, checked, programs, hasTime, listener);
      turns.run();
      return turns.soFar("time limit");
    }
  }

  /** Measures until all is done, the time is over or {@link #stop} was called. */
  void run() throws IOException {
    for (int fork = 1; fork <= forks; fork++) {
      round(cells);
    }
    int left = again;
    for (int rounds = ROUNDS_AGAIN; rounds > 0; rounds--) {
      List<Cell> uncertain = leastCertain(Math.ceilDiv(left, rounds));
      left -= uncertain.size();
      round(uncertain);
    }
  }

  /** A fork of each cell. */
  private void round(List<Cell> all) throws IOException {
    List<Cell> waiting = new ArrayList<>(all);
    while (!waiting.isEmpty()) {
      Cell cell = next(waiting);
      waiting.remove(cell);
      if (isDue(cell) && hasTime.getAsBoolean()) {
        measure(cell, measured.get(cell).size() + 1);
      }
    }
  }

  /**
   * The first that waits; where something tells whether the cores are apart, the first of those on
   * one core while they are, and the first of the others while they are not.
   */
  private Cell next(List<Cell> waiting) {
    Optional<Boolean> apart = runner.coresAreApart();
    return waiting.stream()
        .filter(cell -> apart.isEmpty() || cell.isOnOneCore() == apart.get())
        .findFirst()
        .orElse(waiting.getFirst());
  }

  /** At most so many cells, in the order of all. */
  private List<Cell> leastCertain(int count) {
    Map<Cell, Double> doubts = new HashMap<>();
    for (Cell cell : cells) {
      List<Fork> done = measured.get(cell);
      if (isDue(cell) && done.size() >= Statistics.MIN_FORKS) {
        doubts.put(cell, Statistics.doubt(done.stream().map(Fork::milliseconds).toList()));
      }
    }
    Set<Cell> chosen =
        doubts.entrySet().stream()
            .filter(doubt -> doubt.getValue() > CERTAIN)
            .sorted(Map.Entry.<Cell, Double>comparingByValue().reversed())
            .limit(count)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return cells.stream().filter(chosen::contains).toList();
  }

  /** No fork starts any more, and the one that runs is no failure of its cell. */
  synchronized void stop() {
    stopped = true;
  }

  private synchronized boolean isDue(Cell cell) {
    return !stopped && !failures.containsKey(cell);
  }

  private void measure(Cell cell, int number) throws IOException {
    listener.begins(cell, number);
    try {
      Fork fork = runner.run(cell);
      synchronized (this) {
        measured.get(cell).add(fork);
      }
      listener.measured(cell, number, fork.milliseconds());
    } catch (MeasurementException e) {
      awaitStop();
      if (fail(cell, e)) {
        listener.failed(cell, e.getMessage());
      }
    }
  }

  /** Ctrl-C reaches forks as soon as this process: a fork's death may be seen before the stop. */
  private static void awaitStop() {
    try {
      Thread.sleep(GRACE_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean fail(Cell cell, MeasurementException e) {
    if (!stopped) {
      failures.put(cell, new Failed(e.getMessage(), e.isWrongAnswer()));
    }
    return !stopped;
  }

  /**
   * What has been measured so far. Cells with fewer than all of their forks are missing; those of
   * them that have enough for an interval have a row all the same.
   *
   * @param why a cell has too few forks
   */
  synchronized Measured soFar(String why) {
    List<Row> rows = new ArrayList<>();
    List<Missing> missing = new ArrayList<>();
    List<Missing> wrong = new ArrayList<>();
    for (Cell cell : cells) {
      Failed failure = failures.get(cell);
      List<Fork> done = measured.get(cell);
      if (failure == null && done.size() >= Statistics.MIN_FORKS) {
        failure = row(cell, done, rows);
      }
      if (failure != null) {
        missing.add(new Missing(cell.toString(), failure.why));
        if (failure.isWrong) {
          wrong.add(missing.getLast());
        }
      } else if (done.size() < forks) {
        missing.add(
            new Missing(
                cell.toString(), "%s after %d of %d forks".formatted(why, done.size(), forks)));
      }
    }
    return new Measured(rows, missing, wrong);
  }

  private Failed row(Cell cell, List<Fork> forks, List<Row> rows) {
    try {
      rows.add(Rows.of(cell, forks, programs));
      return null;
    } catch (MeasurementException e) {
      return new Failed(e.getMessage(), e.isWrongAnswer());
    }
  }
}
