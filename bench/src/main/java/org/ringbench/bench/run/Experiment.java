package org.ringbench.bench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringbench.bench.environment.Probe;
import org.ringbench.bench.results.Accuracy;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.ResultsFile;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.results.RunInfo;
import org.ringbench.bench.results.Statistics;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.bench.workload.TrainingTask;

/**
 * A run from its first fork to the results file.
 *
 * @param tier whose timing and number of forks hold
 * @param cells to measure
 * @param jmh what the user wants of JMH
 * @param accuracy the training runs, if any
 * @param data where the data come from
 * @param home the working tree
 * @param folder of the results
 * @param command the command line, for the record
 */
public record Experiment(
    Tier tier,
    List<Cell> cells,
    JmhArguments jmh,
    Optional<AccuracyPlan> accuracy,
    DataSource data,
    Path home,
    Path folder,
    String command) {
  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /**
   * What came of a run.
   *
   * @param results empty after a quick look, with fewer forks than an interval needs
   * @param jmhReport the forks as JMH reports them, with what its profilers found
   * @param log what JMH printed on the way
   */
  public record Outcome(Optional<Results> results, String jmhReport, Path log) {}

  /** Forks of each cell. */
  public int forks() {
    return jmh.forks(tier.forks());
  }

  /** Whether there are too few forks for intervals: then nothing is published. */
  public boolean isQuickLook() {
    return forks() < Statistics.MIN_FORKS;
  }

  /** How long the run will take, by experience. */
  public Duration estimate() {
    return jmh.timing(tier.timing())
        .ofFork()
        .multipliedBy((long) cells.size() * forks())
        .plus(training().map(AccuracyPlan::estimate).orElse(Duration.ZERO));
  }

  private Optional<AccuracyPlan> training() {
    return isQuickLook() ? Optional.empty() : accuracy;
  }

  /**
   * Measures everything and publishes the results.
   *
   * @param status where progress is told
   * @param terminal whether a line there can be written over
   * @throws MeasurementException if a cell fails or gives a wrong answer; nothing is published then
   */
  public Outcome run(PrintStream status, boolean terminal)
      throws MeasurementException, IOException {
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String id = ID.format(start);
    RunInfo run = RunInfo.started(id, start, Commit.of(home), tier.name(), command);
    Files.createDirectories(folder);
    Path log = folder.resolve(id + ".log");
    int steps = cells.size() * forks() + training().map(AccuracyPlan::runs).orElse(0);
    Progress progress = new Progress(status, terminal, steps, estimate());
    try (PrintStream out = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
      JmhForkRunner runner = new JmhForkRunner(jmh, tier.timing(), data.jvmFlags(), out);
      Map<Cell, List<Fork>> forks = InterleavedRun.run(cells, forks(), runner, progress);
      runner.writeResultFile();
      Optional<Results> results =
          isQuickLook() ? Optional.empty() : Optional.of(results(run, forks, progress));
      if (results.isPresent()) {
        ResultsFile.publish(results.get(), folder);
      }
      return new Outcome(results, runner.report(), log);
    } catch (MeasurementException e) {
      throw new MeasurementException(e.getMessage() + " (more in " + log + ")", e);
    } finally {
      progress.end();
    }
  }

  private Results results(RunInfo run, Map<Cell, List<Fork>> forks, Progress progress)
      throws MeasurementException {
    List<Row> rows = new ArrayList<>();
    Programs programs = new Programs(data);
    for (Map.Entry<Cell, List<Fork>> cell : forks.entrySet()) {
      rows.add(Rows.of(cell.getKey(), cell.getValue(), programs));
    }
    List<Accuracy> trained =
        accuracy.map(plan -> AccuracyRuns.run(plan, task(plan), progress)).orElse(List.of());
    int cores = Runtime.getRuntime().availableProcessors();
    return Results.of(run.finished(Instant.now()), Probe.environment(cores), rows, trained);
  }

  private TrainingTask task(AccuracyPlan plan) {
    return TrainingTask.of("mlp", plan.activation(), data);
  }
}
