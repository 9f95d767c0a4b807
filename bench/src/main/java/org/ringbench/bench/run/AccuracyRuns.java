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
  private final Dataset train;
  private final Dataset test;
  private final Plan forward;
  private final Progress progress;
  private final List<Accuracy> runs = new ArrayList<>();

  private AccuracyRuns(AccuracyPlan plan, TrainingTask task, Progress progress) {
    this.plan = plan;
    this.progress = progress;
    train = task.data().train().head(plan.digits());
    test = task.data().test().head(Math.min(plan.digits(), task.data().test().size()));
    forward = task.model().forward(test.size());
  }

  static List<Accuracy> run(AccuracyPlan plan, TrainingTask task, Progress progress) {
    AccuracyRuns accuracy = new AccuracyRuns(plan, task, progress);
    accuracy.train(
        Names.JAVA_FLOAT, null, TrainingRun.floats(task, accuracy.train, plan.batchSize()));
    for (int bits : plan.fractionBits()) {
      Setting setting = Setting.of(bits);
      accuracy.train(
          Names.FIXED, bits, TrainingRun.fixed(task, accuracy.train, plan.batchSize(), setting));
      accuracy.train(
          Names.ENCRYPTED,
          bits,
          TrainingRun.encrypted(task, accuracy.train, plan.batchSize(), setting));
    }
    return accuracy.runs;
  }

  private void train(String engine, Integer fractionBits, TrainingRun run) {
    String bits = fractionBits == null ? "" : ", f = " + fractionBits;
    progress.begin("accuracy, " + engine + bits);
    List<Double> testAccuracy = new ArrayList<>();
    try (run) {
      for (int epoch = 0; epoch < plan.epochs(); epoch++) {
        run.epoch();
        testAccuracy.add(test(run.parameters()));
      }
    }
    runs.add(
        new Accuracy(
            "mlp", engine, fractionBits, plan.epochs(), testAccuracy, train.size(), test.size()));
  }

  private double test(Map<String, FloatTensor> parameters) {
    try (FloatEngine engine = new FloatEngine(1)) {
      PlainTrainer<FloatTensor> trained = new PlainTrainer<>(engine, parameters);
      FloatTensor predictions = trained.predict(forward, test.features()).get(Model.PREDICTION);
      return Metrics.accuracy(predictions, test.labels());
    }
  }
}
