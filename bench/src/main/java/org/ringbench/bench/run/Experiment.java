package org.ringbench.bench.run;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.ringbench.bench.environment.CoreWatch;
import org.ringbench.bench.environment.Probe;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.results.RunInfo;
import org.ringbench.bench.results.Shard;
import org.ringbench.bench.results.Statistics;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.bench.workload.TrainingTask;

/**
 * A run from its first fork to the results file. Its cells and training runs are its manifest: what
 * does not become a row or an accuracy is named in the results as missing.
 *
 * @param tier whose timing and number of forks hold
 * @param cells to measure
 * @param jmh what the user wants of JMH
 * @param accuracy the training runs, if any
 * @param data where the data come from
 * @param home the working tree
 * @param folder of the results
 * @param command the command line, for the record
 * @param shard which part of a grid this is; empty for all of it
 */
public record Experiment(
    Tier tier,
    List<Cell> cells,
    JmhArguments jmh,
    Optional<AccuracyPlan> accuracy,
    DataSource data,
    Path home,
    Path folder,
    String command,
    Optional<Shard> shard) {
  /** Of the estimated time, forks may wait for cores that are near each other this part. */
  private static final double PATIENCE = 0.1;

  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** The cells are fixed. */
  public Experiment {
    cells = List.copyOf(cells);
  }

  /**
   * A part of this run: some of the cells, and in the first part the training runs.
   *
   * @throws IllegalArgumentException for more parts than the cells can be split into
   */
  public Experiment part(Shard part) {
    return new Experiment(
        tier,
        Shards.of(part, cells, estimate(1)),
        jmh,
        part.index() == 1 ? accuracy : Optional.empty(),
        data,
        home,
        folder,
        command,
        Optional.of(part));
  }

  /** Forks of each cell. */
  public int forks() {
    return jmh.forks(tier.forks());
  }

  /** Forks that there are more, for the cells whose forks differ most. */
  public int again() {
    return (int) Math.round(shareAgain() * cells.size() * forks());
  }

  /** Who asks for a number of forks gets it. */
  private double shareAgain() {
    return jmh.hasForks() ? 0 : tier.again();
  }

  /** Whether there are too few forks for intervals: then nothing is published. */
  public boolean isQuickLook() {
    return forks() < Statistics.MIN_FORKS;
  }

  /**
   * How long the run will take.
   *
   * @param speed of this machine (see {@link Calibration})
   */
  public Estimate estimate(double speed) {
    return new Estimate(
        jmh.timing(tier.timing()), forks() * jmh.jvms(), shareAgain(), training(), speed);
  }

  /** The training runs, which a quick look leaves out. */
  public Optional<AccuracyPlan> training() {
    return isQuickLook() ? Optional.empty() : accuracy;
  }

  /** The progress over this run. */
  public Progress progress(PrintStream out, Progress.Style style, Estimate estimate) {
    int trainings = training().map(plan -> plan.trainings().size()).orElse(0);
    return new Progress(
        out, style, cells.size() * forks() + again() + trainings, estimate.total(cells));
  }

  /**
   * Measures everything and publishes the results. A cell that fails does not keep the others from
   * their turn. If the process is told to end, what there is until then is published.
   *
   * @param interrupted hears what came of a run that was told to end
   * @throws IOException if the log cannot be written
   */
  public Outcome run(Estimate estimate, Progress progress, Consumer<Outcome> interrupted)
      throws IOException {
    Duration patience = Durations.times(estimate.total(cells), PATIENCE);
    CoreWatch watch = new CoreWatch(patience);
    return run(
        log -> new JmhForkRunner(jmh, tier.timing(), data.jvmFlags(), watch, log),
        estimate,
        progress,
        interrupted);
  }

  Outcome run(
      Function<PrintStream, ForkRunner> runners,
      Estimate estimate,
      Progress progress,
      Consumer<Outcome> interrupted)
      throws IOException {
    Instant start = Instant.now();
    String part = shard.map(s -> "-%dof%d".formatted(s.index(), s.count())).orElse("");
    RunInfo run =
        RunInfo.started(ID.format(start) + part, start, Commit.of(home), tier.name(), command)
            .with(shard.orElse(null));
    Path log = folder.resolve(run.id() + ".log");
    try (PrintStream out = new PrintStream(log.toFile(), StandardCharsets.UTF_8)) {
      ForkRunner runner = runners.apply(out);
      Turns turns =
          new Turns(
              cells,
              forks(),
              again(),
              runner,
              new Programs(data),
              () -> true,
              new Teller(progress, estimate, forks()));
      Recording recording = new Recording(this, run, environment(), turns, runner, progress, log);
      try (Interruption _ = new Interruption(() -> interrupted.accept(recording.interrupt()))) {
        turns.run();
        training().ifPresent(plan -> train(plan, recording, progress, estimate));
        return recording.close("not run");
      }
    } finally {
      progress.end();
    }
  }

  /** As found before the first fork, with the flags that forks run with. */
  private Environment environment() {
    return Probe.environment(Runtime.getRuntime().availableProcessors())
        .withJvmFlags(jmh.forkFlags(Probe.jvmFlags()));
  }

  private void train(AccuracyPlan plan, Recording recording, Progress progress, Estimate estimate) {
    AccuracyRuns runs = new AccuracyRuns(plan, TrainingTask.of("mlp", plan.activation(), data));
    List<AccuracyPlan.Training> trainings = plan.trainings();
    Duration each = estimate.training().dividedBy(trainings.size());
    for (AccuracyPlan.Training training : trainings) {
      if (recording.isClosed()) {
        return;
      }
      progress.begin(training.toString(), each);
      recording.train(training, runs);
    }
  }

  private record Teller(Progress progress, Estimate estimate, int forks) implements Turns.Listener {
    @Override
    public void begins(Cell cell, int fork) {
      String which = fork > forks ? "again" : "fork %d of %d".formatted(fork, forks);
      progress.begin("%s, %s".formatted(cell, which), estimate.fork(cell));
    }
  }
}
