package org.ringbench.bench.workload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ringbench.data.Dataset;
import org.ringbench.data.FloatTensor;
import org.ringbench.nn.Mlp;
import org.ringbench.plan.Setting;

/** Training by epochs: all engines end near each other, with a last batch that is smaller. */
class TrainingRunTest {
  private static final int BATCH = 48;
  private static final int EPOCHS = 3;

  @Test
  void allEnginesTrainTheSame() {
    TrainingTask task = WorkloadTest.mlp(Mlp.Activation.RELU);
    Dataset rows = task.data().train();
    Setting setting = Setting.of(20);
    Map<String, FloatTensor> floats = train(TrainingRun.floats(task, rows, BATCH));
    Map<String, FloatTensor> fixed = train(TrainingRun.fixed(task, rows, BATCH, setting));
    Map<String, FloatTensor> encrypted = train(TrainingRun.encrypted(task, rows, BATCH, setting));
    floats.forEach(
        (name, values) -> {
          assertArrayEquals(values.values(), fixed.get(name).values(), 2e-3f, name);
          assertArrayEquals(values.values(), encrypted.get(name).values(), 2e-3f, name);
        });
  }

  private static Map<String, FloatTensor> train(TrainingRun run) {
    try (run) {
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        run.epoch();
      }
      return run.parameters();
    }
  }

  /** The parameters after the cycle's first batch, in floats. */
  static Map<String, FloatTensor> oneStep(TrainingTask task, BatchCycle cycle) {
    Dataset batch = cycle.data().head(cycle.batch());
    try (TrainingRun run = TrainingRun.floats(task, batch, cycle.batch())) {
      run.epoch();
      return run.parameters();
    }
  }
}
