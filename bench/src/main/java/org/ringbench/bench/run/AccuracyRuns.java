package org.ringbench.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ringbench.bench.results.Accuracy;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.workload.TrainingRun;
import org.ringbench.bench.workload.TrainingTask;
import org.ringbench.data.Dataset;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Metrics;
import org.ringbench.nn.Model;
import org.ringbench.plain.FloatEngine;
import org.ringbench.plain.PlainTrainer;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Setting;

/**
 * Trains in floats, by the oracle and encrypted: from the same start, on the same batches in the
 * same order.
 */
final class AccuracyRuns {
  private final AccuracyPlan plan;
  private final TrainingTask task;
  private final Dataset train;
  private final Dataset test;
  private final Plan forward;

  AccuracyRuns(AccuracyPlan plan, TrainingTask task) {
    this.plan = plan;
    this.task = task;
    train = task.data().train().head(plan.digits());
    test = task.data().test().head(Math.min(plan.digits(), task.data().test().size()));
    forward = task.model().forward(test.size());
  }

  /** Trains, and tests after each epoch. */
  Accuracy run(AccuracyPlan.Training training) {
    List<Double> testAccuracy = new ArrayList<>();
    try (TrainingRun run = open(training)) {
      for (int epoch = 0; epoch < plan.epochs(); epoch++) {
        run.epoch();
        testAccuracy.add(test(run.parameters()));
      }
    }
    return new Accuracy(
        "mlp",
        training.engine(),
        training.fractionBits(),
        plan.epochs(),
        testAccuracy,
        train.size(),
        test.size());
  }

  private TrainingRun open(AccuracyPlan.Training training) {
    int batch = plan.batchSize();
    return switch (training.engine()) {
      case Names.FIXED ->
          TrainingRun.fixed(task, train, batch, Setting.of(training.fractionBits()));
      case Names.ENCRYPTED ->
          TrainingRun.encrypted(task, train, batch, Setting.of(training.fractionBits()));
      default -> TrainingRun.floats(task, train, batch);
    };
  }

  private double test(Map<String, FloatTensor> parameters) {
    try (FloatEngine engine = new FloatEngine(1)) {
      PlainTrainer<FloatTensor> trained = new PlainTrainer<>(engine, parameters);
      FloatTensor predictions = trained.predict(forward, test.features()).get(Model.PREDICTION);
      return Metrics.accuracy(predictions, test.labels());
    }
  }
}
