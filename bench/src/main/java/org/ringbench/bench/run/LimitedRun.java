package org.ringbench.bench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.results.Statistics;
import org.ringbench.bench.workload.DataSource;

/**
 * Measures cells in turn as {@link InterleavedRun} does, but tells every fork at once, leaves out a
 * cell that fails and goes on with the others, and stops when there is no time for another fork.
 */
public final class LimitedRun {
  /** Hears what happens while it happens. */
  public interface Listener {
    /** A fork is done. */
    void measured(Cell cell, int fork, double milliseconds) throws IOException;

    /** A cell is left out from now on. */
    void failed(Cell cell, String why) throws IOException;
  }

  /**
   * What was measured.
   *
   * @param rows of the cells with enough forks for an interval
   * @param failed cells, with the reason
   * @param unfinished cells that had too little time
   */
  public record Outcome(List<Row> rows, Map<Cell, String> failed, Set<Cell> unfinished) {}

  private final ForkRunner runner;
  private final BooleanSupplier hasTime;
  private final Listener listener;
  private final Programs programs;

  LimitedRun(ForkRunner runner, BooleanSupplier hasTime, Listener listener, Programs programs) {
    this.runner = runner;
    this.programs = programs;
    this.hasTime = hasTime;
    this.listener = listener;
  }

  /**
   * Measures a tier's cells with JMH; those that cannot run here fail with the reason.
   *
   * @param log the file for what JMH prints
   * @param hasTime whether another fork may start
   */
  public static Outcome measure(
      Tier tier, DataSource data, Path log, BooleanSupplier hasTime, Listener listener)
      throws IOException {
    try (PrintStream out = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
      JmhForkRunner jmh =
          new JmhForkRunner(JmhArguments.parse(""), tier.timing(), data.jvmFlags(), out);
      ForkRunner checked =
          cell -> {
            try {
              Preflight.check(List.of(cell), Optional.empty(), data);
            } catch (RuntimeException e) {
              throw new MeasurementException(String.valueOf(e.getMessage()), e);
            }
            return jmh.run(cell);
          };
      return new LimitedRun(checked, hasTime, listener, new Programs(data))
          .run(tier.cells(), tier.forks());
    }
  }

  /** Measures {@code forks} forks of each cell, one of each before the second of any. */
  Outcome run(List<Cell> cells, int forks) throws IOException {
    Map<Cell, List<Fork>> measured = new LinkedHashMap<>();
    Map<Cell, String> failed = new LinkedHashMap<>();
    cells.forEach(cell -> measured.put(cell, new ArrayList<>()));
    for (int fork = 1; fork <= forks; fork++) {
      for (Cell cell : cells) {
        if (!failed.containsKey(cell) && hasTime.getAsBoolean()) {
          measure(cell, fork, measured, failed);
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    Set<Cell> unfinished = new LinkedHashSet<>();
    for (Cell cell : cells) {
      if (!failed.containsKey(cell)) {
        addRow(cell, measured.get(cell), rows, unfinished, failed);
      }
    }
    return new Outcome(List.copyOf(rows), failed, unfinished);
  }

  private void measure(
      Cell cell, int fork, Map<Cell, List<Fork>> measured, Map<Cell, String> failed)
      throws IOException {
    try {
      Fork result = runner.run(cell);
      measured.get(cell).add(result);
      listener.measured(cell, fork, result.milliseconds());
    } catch (MeasurementException e) {
      failed.put(cell, e.getMessage());
      listener.failed(cell, e.getMessage());
    }
  }

  private void addRow(
      Cell cell, List<Fork> forks, List<Row> rows, Set<Cell> unfinished, Map<Cell, String> failed)
      throws IOException {
    if (forks.size() < Statistics.MIN_FORKS) {
      unfinished.add(cell);
      return;
    }
    try {
      rows.add(Rows.of(cell, forks, programs));
    } catch (MeasurementException e) {
      failed.put(cell, e.getMessage());
      listener.failed(cell, e.getMessage());
    }
  }
}
