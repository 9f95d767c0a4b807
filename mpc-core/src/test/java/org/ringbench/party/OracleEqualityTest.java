package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.plain.FixedPointEngine;
import org.ringbench.plan.Setting;

/** The encrypted run equals the oracle's, bit for bit, when both round by the same dealer's r. */
class OracleEqualityTest {
  private static final int EPOCHS = 10;

  static Stream<Arguments> runs() {
    List<Arguments> runs = new ArrayList<>();
    for (String model : List.of("mlp", "mlp-square", "linreg")) {
      for (int f : new int[] {8, 12, 16, 20, 24}) {
        for (Setting.Comparison comparison : Setting.Comparison.values()) {
          runs.add(Arguments.of(model, f, comparison, Dealing.streamed()));
        }
      }
    }
    runs.add(Arguments.of("mlp", 16, Setting.Comparison.RADIX4, Dealing.prepared(3)));
    runs.add(Arguments.of("linreg", 24, Setting.Comparison.RADIX4, Dealing.prepared(2)));
    return runs.stream();
  }

  @ParameterizedTest(name = "{0}, f = {1}, {2}, {3}")
  @MethodSource("runs")
  void equalAfterEveryEpoch(String model, int f, Setting.Comparison comparison, Dealing dealing) {
    Training training = Training.of(model, Setting.of(f).with(comparison));
    try (Session session = Session.open(training.spec().with(dealing));
        FixedPointEngine oracle = training.oracle()) {
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        for (int batch = 0; batch < training.batches().size(); batch++) {
          if (dealing.prepared()) {
            session.prepare();
          }
          session.step();
          oracle.step();
        }
        for (String parameter : training.start().keySet()) {
          assertArrayEquals(
              oracle.revealWords(parameter),
              session.revealWords(parameter),
              parameter + " after epoch " + (epoch + 1));
        }
      }
    }
  }

  @Test
  void otherSeedsRoundOtherwise() {
    Training training = Training.of("mlp", Setting.of(8));
    Training other =
        new Training(
            training.model(),
            training.sgd(),
            training.setting(),
            training.rows(),
            training.batches(),
            org.ringbench.dealer.Seeds.insecure(99));
    try (FixedPointEngine one = training.oracle();
        FixedPointEngine two = other.oracle()) {
      one.step();
      two.step();
      long[] words = one.revealWords("weight1");
      long[] others = two.revealWords("weight1");
      int different = 0;
      for (int i = 0; i < words.length; i++) {
        different += words[i] == others[i] ? 0 : 1;
        assertTrue(Math.abs(words[i] - others[i]) < 8, "far more than rounding");
      }
      assertTrue(different > 0, "two seeds gave the same rounding");
    }
  }

  @Test
  void aPreparedSessionNeedsItsPreparation() {
    Training training = Training.of("linreg", Setting.of(16));
    try (Session session = Session.open(training.spec().with(Dealing.prepared(2)))) {
      assertThrows(IllegalStateException.class, session::step);
      assertEquals(2, session.prepare());
      session.step();
      session.step();
      assertThrows(IllegalStateException.class, session::step);
    }
  }
}
