package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ringbench.data.FloatTensor;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.dealer.Seeds;
import org.ringbench.plan.Lowering;
import org.ringbench.plan.Op;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Plan.Node;
import org.ringbench.plan.PlanBuilder;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackends;
import org.ringbench.ring.Shape;

/** SecureML's local truncation fails as often as its analysis says; the default never does. */
class LocalTruncationTest {
  private static final int SIZE = 1 << 18;
  private static final int F = 24;

  /** X * X is 2^13: at 48 fractional bits 2^61, the largest that the default truncation takes. */
  private static final float X = 90;

  private static int failures(Setting.Truncation truncation) {
    PlanBuilder b = new PlanBuilder("square");
    Node x = b.input("x", Op.Kind.PARAMETER, Shape.row(SIZE), 100);
    b.output("y", b.square(x));
    Setting setting = Setting.of(F).with(truncation);
    Program program = Program.of(Lowering.lower(b.build(), setting));
    FloatTensor value = new FloatTensor(Shape.row(SIZE));
    Arrays.fill(value.values(), X);
    SessionSpec spec =
        new SessionSpec(
                RingBackends.provider("java"),
                F,
                Map.of("x", value),
                List.of(),
                Runs.cycle(List.of(Run.of(program))))
            .with(Seeds.insecure(4));
    try (Session session = Session.open(spec)) {
      session.step();
      int wrong = 0;
      for (float y : session.revealOutput(program, "y").values()) {
        wrong += Math.abs(y - X * X) > 1 ? 1 : 0;
      }
      return wrong;
    }
  }

  @Test
  void failsAboutAsOftenAsPredictedAndTheDefaultNever() {
    double probability = X * X * Math.scalb(1.0, 2 * F - 64);
    double expected = SIZE * probability;
    double spread = Math.sqrt(expected * (1 - probability));
    int failures = failures(Setting.Truncation.SECUREML_LOCAL);
    assertTrue(expected > 1000, "the test needs failures to count");
    assertEquals(expected, failures, 5 * spread);
    assertEquals(0, failures(Setting.Truncation.STOCHASTIC));
  }

  @Test
  void trainsAtFewBitsAndHasNoOracle() {
    Setting local = Setting.of(12).with(Setting.Truncation.SECUREML_LOCAL);
    Training training = Training.of("mlp", local);
    Training exact = Training.of("mlp", Setting.of(12));
    try (Session session = Session.open(training.spec());
        Session reference = Session.open(exact.spec())) {
      for (int step = 0; step < 8; step++) {
        session.step();
        reference.step();
      }
      float[] weights = session.reveal().get("weight1").values();
      float[] wanted = reference.reveal().get("weight1").values();
      for (int i = 0; i < weights.length; i++) {
        assertEquals(wanted[i], weights[i], 0.02);
      }
    }
    assertThrows(IllegalArgumentException.class, () -> training.oracle().step());
  }

  @Test
  void takesFewerRoundsForProductsAndMoreForSigns() {
    Plan plan =
        Training.of("linreg", Setting.of(16))
            .model()
            .training(24, Training.of("linreg", Setting.of(16)).sgd());
    int stochastic = Lowering.lower(plan, Setting.of(16)).rounds();
    int local =
        Lowering.lower(plan, Setting.of(16).with(Setting.Truncation.SECUREML_LOCAL)).rounds();
    assertTrue(local < stochastic);
  }
}
