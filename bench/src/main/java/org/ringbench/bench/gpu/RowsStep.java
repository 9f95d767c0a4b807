package org.ringbench.bench.gpu;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.ringbench.bench.environment.Probe;
import org.ringbench.bench.gpu.Step.StepException;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.ResultsFile;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.results.RunInfo;
import org.ringbench.bench.run.Cell;
import org.ringbench.bench.run.Measured;
import org.ringbench.bench.run.Tier;
import org.ringbench.bench.run.Turns;
import org.ringbench.bench.table.Report;
import org.ringbench.bench.workload.DataSource;

/** The rows of a tier of the benchmark, and the results file that they make. */
final class RowsStep implements Step.Work {
  /** A fork that starts with less left would likely be cut off. */
  private static final Duration FORK = Duration.ofSeconds(15);

  /** Measures a tier: JMH, or a stand-in. */
  interface Measurement {
    Measured run(Tier tier, Path log, Deadline deadline, Turns.Listener listener)
        throws IOException;
  }

  private final Tier tier;
  private final Path folder;
  private final RunInfo run;
  private final Measurement measurement;
  private List<Row> rows = List.of();

  RowsStep(Tier tier, Path folder, RunInfo run) {
    this(
        tier,
        folder,
        run,
        (cells, log, deadline, listener) ->
            Turns.measure(
                cells,
                DataSource.ofProperties(),
                log,
                () -> deadline.left().compareTo(FORK) > 0,
                listener));
  }

  RowsStep(Tier tier, Path folder, RunInfo run, Measurement measurement) {
    this.tier = tier;
    this.folder = folder;
    this.run = run;
    this.measurement = measurement;
  }

  /** What was measured; empty before that. */
  synchronized List<Row> rows() {
    return rows;
  }

  @Override
  public String run(StepLog log, Deadline deadline) throws Exception {
    Measured outcome = measurement.run(tier, folder.resolve("jmh.log"), deadline, new Teller(log));
    synchronized (this) {
      rows = outcome.rows();
    }
    for (Missing row : outcome.missing()) {
      log.add(
          Map.of("cell", row.id(), "status", "missing", "problem", row.reason()),
          row.id() + ": missing: " + row.reason());
    }
    if (!rows().isEmpty()) {
      int cores = Runtime.getRuntime().availableProcessors();
      Results results =
          Results.of(
              run.finished(Instant.now()),
              Probe.environment(cores),
              outcome.missing(),
              rows(),
              List.of());
      ResultsFile.publish(results, folder);
      log.add(Map.of("results", ResultsFile.LATEST), Report.render(results));
    }
    String message = "%d rows, %d cells missing".formatted(rows().size(), outcome.missing().size());
    if (!outcome.missing().isEmpty()) {
      throw new StepException(message + " (see the step's files)");
    }
    return message;
  }

  /** The record of a run that starts now. */
  static RunInfo info(String id, String commit, Tier tier, String command) {
    return RunInfo.started(id, Instant.now(), commit, tier.name(), command);
  }

  private record Teller(StepLog log) implements Turns.Listener {
    @Override
    public void measured(Cell cell, int fork, double milliseconds) throws IOException {
      log.add(
          Map.of("cell", cell.toString(), "fork", fork, "milliseconds", milliseconds),
          "%s, fork %d: %.4f ms".formatted(cell, fork, milliseconds));
    }

    @Override
    public void failed(Cell cell, String why) throws IOException {
      log.add(
          Map.of("cell", cell.toString(), "status", "failed", "problem", why),
          cell + ": failed: " + why);
    }
  }
}
