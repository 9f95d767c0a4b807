package org.ringbench.bench.workload;

import org.ringbench.plain.FixedPointEngine;
import org.ringbench.plain.Rounding;
import org.ringbench.plan.RangeException;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackends;

/** Finds values that leave the range of the ring, which a private run cannot see. */
public final class RangeCheck {
  private static final int STEPS = 2;

  private RangeCheck() {}

  /**
   * Runs the first steps by the oracle, with its float64 shadow.
   *
   * @throws RangeException naming the operation and the step
   */
  public static void run(TrainingTask task, int batch, Setting setting) {
    BatchCycle cycle = task.cycle(batch);
    Program program = task.program(batch, setting);
    FixedPointEngine engine =
        cycle.oracle(
            RingBackends.provider("java").create(), task.start(), program, Rounding.cheap(1));
    try (engine) {
      engine.withShadow();
      for (int step = 0; step < STEPS; step++) {
        engine.step();
      }
    }
  }
}
