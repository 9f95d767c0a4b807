package org.ringbench.bench.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.plain.PlainEngine;
import org.ringbench.plain.PlainTrainer;
import org.ringbench.plan.Op;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Plan.Node;
import org.ringbench.plan.Setting;
import org.ringbench.plan.Transpose;
import org.ringbench.protocol.Program;
import org.ringbench.ring.Shape;

/** Training steps in floats; the batches are in the engine's own memory before the first one. */
final class PlainTraining<T> implements Workload {
  private static final int COUNTED_STEPS = 10;

  /** Of the fixed-point step that a step in floats is compared with. */
  private static final int REFERENCE_BITS = 16;

  private final TrainingTask task;
  private final BatchCycle cycle;
  private final PlainEngine<T> engine;
  private final PlainTrainer<T> trainer;
  private final Runnable finish;
  private final Plan plan;
  private final List<T> features = new ArrayList<>();
  private final List<T> labels = new ArrayList<>();
  private long steps;

  PlainTraining(TrainingTask task, BatchCycle cycle, Baseline<T> baseline) {
    engine = baseline.engine();
    finish = baseline.finish();
    this.task = task;
    this.cycle = cycle;
    plan = task.plan(cycle.batch());
    trainer = new PlainTrainer<>(engine, task.start());
    for (int b = 0; b < cycle.count(); b++) {
      features.add(engine.load(cycle.features(b)));
      labels.add(engine.load(cycle.labels(b)));
    }
  }

  @Override
  public void run() {
    int batch = (int) (steps++ % features.size());
    trainer.step(plan, features.get(batch), labels.get(batch));
    finish.run();
  }

  @Override
  public Tally count() {
    long allocated = Allocation.each(COUNTED_STEPS, this::run);
    return Tally.local(engine.threads(), multiplyAdds(plan), allocated);
  }

  @Override
  public void check() {
    long step = steps;
    Map<String, FloatTensor> before = trainer.parameters();
    run();
    Program program = task.program(cycle.batch(), Setting.of(REFERENCE_BITS));
    StepCheck.requireLikeOracle(cycle, program, step, before, trainer.parameters());
  }

  @Override
  public void close() {
    engine.close();
  }

  /** Multiply-adds of a plan's matrix and elementwise products. */
  static long multiplyAdds(Plan plan) {
    return plan.nodes().stream().mapToLong(node -> multiplyAdds(plan, node)).sum();
  }

  private static long multiplyAdds(Plan plan, Node node) {
    return switch (node.op()) {
      case Op.MatMul(Transpose t) -> {
        Shape x = plan.nodes().get(node.arguments().getFirst()).shape();
        yield (long) node.shape().size() * (t.left() ? x.rows() : x.cols());
      }
      case Op.Hadamard _, Op.Square _ -> node.shape().size();
      default -> 0;
    };
  }
}
