package org.ringbench.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.nn.Model;
import org.ringbench.plain.PlainTrainer;
import org.ringbench.plan.Lowering;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Program;

/** Predictions in floats; the batches are in the engine's own memory before the first one. */
final class PlainEvaluation<T> implements Workload {
  private static final int COUNTED = 10;

  /** Of the fixed-point predictions that those in floats are compared with. */
  private static final int REFERENCE_BITS = 16;

  private final Map<String, FloatTensor> weights;
  private final BatchCycle cycle;
  private final Plan plan;
  private final Baseline<T> baseline;
  private final PlainTrainer<T> model;
  private final List<T> features = new ArrayList<>();
  private T predictions;
  private long steps;

  PlainEvaluation(
      Map<String, FloatTensor> weights, BatchCycle cycle, Plan plan, Baseline<T> baseline) {
    this.weights = weights;
    this.cycle = cycle;
    this.plan = plan;
    this.baseline = baseline;
    model = new PlainTrainer<>(baseline.engine(), weights);
    for (int b = 0; b < cycle.count(); b++) {
      features.add(baseline.engine().load(cycle.features(b)));
    }
    Workload.checkFirst(this);
  }

  @Override
  public void run() {
    int batch = (int) (steps++ % features.size());
    predictions = model.predict(plan, features.get(batch)).get(Model.PREDICTION);
    baseline.finish().run();
  }

  @Override
  public Tally count() {
    long allocated = Allocation.each(COUNTED, this::run);
    return Tally.local(baseline.engine().threads(), PlainTraining.multiplyAdds(plan), allocated);
  }

  @Override
  public void check() {
    Program reference = Program.of(Lowering.lower(plan, Setting.of(REFERENCE_BITS)));
    FloatTensor actual = baseline.engine().read(predictions);
    PredictionCheck.requireNearOracle(cycle, reference, weights, steps - 1, actual);
  }

  @Override
  public void close() {
    baseline.engine().close();
  }
}
