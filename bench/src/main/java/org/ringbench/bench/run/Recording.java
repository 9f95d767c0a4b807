package org.ringbench.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringbench.bench.results.Accuracy;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.ResultsFile;
import org.ringbench.bench.results.RunInfo;
import org.ringbench.bench.workload.WrongAnswerException;

/** What a run has found so far; it is published once, by whoever ends the run. */
final class Recording {
  private static final String INTERRUPTED = "interrupted";

  private final Experiment experiment;
  private final RunInfo run;
  private final Environment environment;
  private final Turns turns;
  private final ForkRunner runner;
  private final Progress progress;
  private final Path log;
  private final List<Accuracy> trained = new ArrayList<>();
  private final Map<AccuracyPlan.Training, RuntimeException> untrained = new LinkedHashMap<>();
  private final List<AccuracyPlan.Training> left = new ArrayList<>();
  private boolean interrupted;
  private Outcome outcome;

  Recording(
      Experiment experiment,
      RunInfo run,
      Environment environment,
      Turns turns,
      ForkRunner runner,
      Progress progress,
      Path log) {
    this.experiment = experiment;
    this.run = run;
    this.environment = environment;
    this.turns = turns;
    this.runner = runner;
    this.progress = progress;
    this.log = log;
    experiment.training().ifPresent(plan -> left.addAll(plan.trainings()));
  }

  /** Trains; a training that fails is missing. */
  void train(AccuracyPlan.Training training, AccuracyRuns runs) {
    try {
      Accuracy accuracy = runs.run(training);
      synchronized (this) {
        trained.add(accuracy);
        left.remove(training);
      }
    } catch (RuntimeException e) {
      synchronized (this) {
        untrained.put(training, e);
        left.remove(training);
      }
    }
  }

  /** Whether the results are out. */
  synchronized boolean isClosed() {
    return outcome != null;
  }

  /** Ends the forks and the run; to be called by the thread that ends the process. */
  Outcome interrupt() {
    synchronized (this) {
      interrupted = true; // before the run, whose fork ends, can close it as one that is done
    }
    turns.stop();
    Interruption.endChildren();
    progress.end();
    return close(INTERRUPTED);
  }

  /**
   * Publishes, unless that is done.
   *
   * @param why something has not been measured
   */
  synchronized Outcome close(String why) {
    if (outcome == null) {
      String reason = interrupted ? INTERRUPTED : why;
      outcome = outcome(turns.soFar(reason), reason);
    }
    return outcome;
  }

  private Outcome outcome(Measured measured, String why) {
    List<Missing> missing = new ArrayList<>(measured.missing());
    List<Missing> wrong = new ArrayList<>(measured.wrong());
    untrained.forEach(
        (training, e) -> {
          missing.add(new Missing(training.toString(), String.valueOf(e.getMessage())));
          if (e instanceof WrongAnswerException) {
            wrong.add(missing.getLast());
          }
        });
    left.forEach(training -> missing.add(new Missing(training.toString(), why)));
    Optional<Results> results = Optional.empty();
    Optional<Path> file = Optional.empty();
    Optional<IOException> unwritten = Optional.empty();
    if (!experiment.isQuickLook()) {
      Results all =
          Results.of(run.finished(Instant.now()), environment, missing, measured.rows(), trained);
      results = Optional.of(all);
      try {
        file = Optional.of(ResultsFile.publish(all, experiment.folder()));
      } catch (IOException e) {
        unwritten = Optional.of(e);
      }
    }
    try {
      runner.writeFiles();
    } catch (IOException e) {
      unwritten = Optional.of(e);
    }
    return new Outcome(
        results,
        file,
        unwritten,
        missing,
        wrong,
        runner.report(),
        log,
        progress.elapsed(),
        why.equals(INTERRUPTED));
  }
}
