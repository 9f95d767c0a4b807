package org.ringbench.bench.workload;

import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Metrics;
import org.ringbench.plain.FixedPointEngine;
import org.ringbench.plain.FloatEngine;
import org.ringbench.plain.PlainTrainer;
import org.ringbench.plain.Rounding;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackends;

/**
 * Repeats one step of a long run by other means, from the parameters before it. Whatever happened
 * until then, the step must do the same; so a run of any length can be checked in a moment.
 */
final class StepCheck {
  /** Root mean square of the difference, in units of the last place: rounding gives under 1. */
  private static final double UNITS = 4;

  /** Of the change that the step makes: a fixed-point rate is within 0.2% of the wanted one. */
  private static final double RATE_ERROR = 0.005;

  private static final double FLOAT_ERROR = 1e-6;

  private StepCheck() {}

  /** Compares a step in fixed point with one in floats. */
  static void requireLikeFloats(
      TrainingTask task,
      BatchCycle cycle,
      long step,
      Map<String, FloatTensor> before,
      Map<String, FloatTensor> after,
      Program program) {
    try (FloatEngine engine = new FloatEngine(1)) {
      PlainTrainer<FloatTensor> trainer = new PlainTrainer<>(engine, before);
      trainer.step(task.plan(cycle.batch()), cycle.features(step), cycle.labels(step));
      requireClose(step, before, trainer.parameters(), after, keptBits(program));
    }
  }

  /** Compares a step with the oracle's. */
  static void requireLikeOracle(
      BatchCycle cycle,
      Program program,
      long step,
      Map<String, FloatTensor> before,
      Map<String, FloatTensor> after) {
    RingBackend backend = RingBackends.provider("java").create();
    try (FixedPointEngine oracle =
        cycle.at(step).oracle(backend, before, program, Rounding.cheap(step))) {
      oracle.step();
      requireClose(step, before, oracle.reveal(), after, keptBits(program));
    }
  }

  private static int keptBits(Program program) {
    return program.schedule().setting().fractionBits() - program.schedule().reducedBits();
  }

  private static void requireClose(
      long step,
      Map<String, FloatTensor> before,
      Map<String, FloatTensor> expected,
      Map<String, FloatTensor> actual,
      int fractionBits) {
    double rounding = UNITS * Math.scalb(1.0, -fractionBits) + FLOAT_ERROR;
    expected.forEach(
        (name, values) -> {
          double distance = distance(values, actual.get(name));
          double tolerance = rounding + RATE_ERROR * distance(values, before.get(name));
          if (!(distance <= tolerance)) { // so that NaN is too far
            throw new WrongAnswerException(
                "step %d: %s is %.3g from the reference: expected at most %.3g"
                    .formatted(step, name, distance, tolerance));
          }
        });
  }

  /** Root mean square of the difference. */
  private static double distance(FloatTensor x, FloatTensor y) {
    return Math.sqrt(Metrics.meanSquaredError(x, y));
  }
}
