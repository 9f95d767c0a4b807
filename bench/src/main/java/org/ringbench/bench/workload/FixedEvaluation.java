package org.ringbench.bench.workload;

import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.nn.Model;
import org.ringbench.plain.FixedPointEngine;
import org.ringbench.plain.Rounding;
import org.ringbench.plan.Plan;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackendProvider;

/** The oracle's predictions, with a rounding that costs next to nothing. */
final class FixedEvaluation implements Workload {
  private static final long ROUNDING = 1;
  private static final int COUNTED = 3;

  private final Map<String, FloatTensor> weights;
  private final BatchCycle cycle;
  private final Plan plan;
  private final Program program;
  private final FixedPointEngine engine;
  private long steps;

  FixedEvaluation(
      Map<String, FloatTensor> weights,
      BatchCycle cycle,
      Plan plan,
      Program program,
      RingBackendProvider backend) {
    this.weights = weights;
    this.cycle = cycle;
    this.plan = plan;
    this.program = program;
    engine = cycle.oracle(backend.create(), weights, program, Rounding.cheap(ROUNDING));
    Workload.checkFirst(this);
  }

  @Override
  public void run() {
    engine.step();
    steps++;
  }

  @Override
  public Tally count() {
    return Tally.local(1, PlainTraining.multiplyAdds(plan), Allocation.each(COUNTED, this::run));
  }

  @Override
  public void check() {
    FloatTensor predictions = engine.revealOutput(program, Model.PREDICTION);
    int fractionBits = program.schedule().setting().fractionBits();
    PredictionCheck.requireLikeFloats(cycle, plan, weights, steps - 1, fractionBits, predictions);
  }

  @Override
  public void close() {
    engine.close();
  }
}
