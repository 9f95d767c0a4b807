package org.ringbench.bench.workload;

import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.plain.FixedPointEngine;
import org.ringbench.plain.Rounding;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackendProvider;

/** The oracle's training steps, with a rounding that costs next to nothing. */
final class FixedTraining implements Workload {
  private static final long ROUNDING = 1;
  private static final int COUNTED_STEPS = 3;

  private final TrainingTask task;
  private final BatchCycle cycle;
  private final Program program;
  private final FixedPointEngine engine;
  private long steps;

  FixedTraining(TrainingTask task, BatchCycle cycle, Program program, RingBackendProvider backend) {
    this.task = task;
    this.cycle = cycle;
    this.program = program;
    engine = cycle.oracle(backend.create(), task.start(), program, Rounding.cheap(ROUNDING));
  }

  @Override
  public void run() {
    engine.step();
    steps++;
  }

  @Override
  public Tally count() {
    long allocated = Allocation.each(COUNTED_STEPS, this::run);
    return Tally.local(1, PlainTraining.multiplyAdds(task.plan(cycle.batch())), allocated);
  }

  @Override
  public void check() {
    long step = steps;
    Map<String, FloatTensor> before = engine.reveal();
    run();
    StepCheck.requireLikeFloats(task, cycle, step, before, engine.reveal(), program);
  }

  @Override
  public void close() {
    engine.close();
  }
}
