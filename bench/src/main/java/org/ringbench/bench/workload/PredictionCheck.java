package org.ringbench.bench.workload;

import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Metrics;
import org.ringbench.nn.Model;
import org.ringbench.plain.FixedPointEngine;
import org.ringbench.plain.FloatEngine;
import org.ringbench.plain.PlainTrainer;
import org.ringbench.plain.Rounding;
import org.ringbench.plan.Plan;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackends;

/** Repeats the predictions for one batch by other means. Distances are root mean squares. */
final class PredictionCheck {
  /** In units of the last place: the same numbers, rounded by chance at every layer. */
  private static final double ROUNDING_UNITS = 4;

  /**
   * The same between fixed point and floats: features and weights are rounded too, each by up to
   * half a unit, and a neuron of the MLP sums 784 such errors.
   */
  private static final double FORMAT_UNITS = 24;

  private static final double FLOAT_ERROR = 1e-5;

  private PredictionCheck() {}

  /** Compares fixed-point predictions with the oracle's. */
  static void requireLikeOracle(
      BatchCycle cycle,
      Program program,
      Map<String, FloatTensor> weights,
      long step,
      FloatTensor actual) {
    requireOracles(cycle, program, weights, step, actual, ROUNDING_UNITS);
  }

  /** Compares predictions in floats with the oracle's. */
  static void requireNearOracle(
      BatchCycle cycle,
      Program program,
      Map<String, FloatTensor> weights,
      long step,
      FloatTensor actual) {
    requireOracles(cycle, program, weights, step, actual, FORMAT_UNITS);
  }

  /** Compares fixed-point predictions with those in floats. */
  static void requireLikeFloats(
      BatchCycle cycle,
      Plan plan,
      Map<String, FloatTensor> weights,
      long step,
      int fractionBits,
      FloatTensor actual) {
    try (FloatEngine engine = new FloatEngine(1)) {
      PlainTrainer<FloatTensor> model = new PlainTrainer<>(engine, weights);
      FloatTensor expected = model.predict(plan, cycle.features(step)).get(Model.PREDICTION);
      requireClose(step, expected, actual, FORMAT_UNITS, fractionBits);
    }
  }

  private static void requireOracles(
      BatchCycle cycle,
      Program program,
      Map<String, FloatTensor> weights,
      long step,
      FloatTensor actual,
      double units) {
    RingBackend backend = RingBackends.provider("java").create();
    try (FixedPointEngine oracle =
        cycle.at(step).oracle(backend, weights, program, Rounding.cheap(step))) {
      oracle.step();
      FloatTensor expected = oracle.revealOutput(program, Model.PREDICTION);
      int fractionBits = program.schedule().setting().fractionBits();
      requireClose(step, expected, actual, units, fractionBits);
    }
  }

  private static void requireClose(
      long step, FloatTensor expected, FloatTensor actual, double units, int fractionBits) {
    double distance = Math.sqrt(Metrics.meanSquaredError(actual, expected));
    double tolerance = units * Math.scalb(1.0, -fractionBits) + FLOAT_ERROR;
    if (!(distance <= tolerance)) { // so that NaN is too far
      throw new WrongAnswerException(
          "step %d: the predictions are %.3g from the reference: expected at most %.3g"
              .formatted(step, distance, tolerance));
    }
  }
}
