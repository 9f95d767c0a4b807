package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.LinearData;
import org.ringbench.data.Rows;
import org.ringbench.data.Split;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.nn.LinearRegression;
import org.ringbench.nn.Model;
import org.ringbench.nn.Sgd;
import org.ringbench.plain.FixedPointEngine;
import org.ringbench.plain.FloatEngine;
import org.ringbench.plain.PlainTrainer;
import org.ringbench.plan.Lowering;
import org.ringbench.plan.RangeException;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Program;

/** Losses and predictions by plans of their own, whole regressions, and what leaves the range. */
class EvaluationTest {

  private static Map<String, FloatTensor> inFloat(Training t, int epochs) {
    try (FloatEngine engine = new FloatEngine(1)) {
      PlainTrainer<FloatTensor> trainer = new PlainTrainer<>(engine, t.start());
      for (int epoch = 0; epoch < epochs; epoch++) {
        for (Run run : t.batches()) {
          FloatTensor x = t.rows().features().gatherRows(run.rows());
          FloatTensor y = t.rows().labels().gatherRows(run.rows());
          trainer.step(
              t.model().training(run.rows().length, t.sgd()), engine.load(x), engine.load(y));
        }
      }
      return trainer.parameters();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mlp, 12, 0.05",
    "mlp, 16, 0.01",
    "mlp, 24, 0.01",
    "mlp-square, 16, 0.01",
    "linreg, 24, 0.01"
  })
  void lossAndPredictionComeCloseToFloat(String name, int f, double tolerance) {
    Training t = Training.of(name, Setting.of(f));
    Model model = t.model();
    int[] rows = t.batches().getFirst().rows();
    Program loss = Program.of(Lowering.lower(model.loss(rows.length), t.setting()));
    Program forward = Program.of(Lowering.lower(model.forward(rows.length), t.setting()));
    List<Run> runs = new ArrayList<>(t.batches());
    runs.add(new Run(loss, 0, rows));
    runs.add(new Run(forward, 0, rows));
    SessionSpec given = t.spec();
    SessionSpec spec =
        new SessionSpec(
            given.backend(),
            given.fractionBits(),
            given.parameters(),
            given.data(),
            Runs.once(runs));
    try (Session session = Session.open(spec);
        FloatEngine engine = new FloatEngine(1)) {
      for (int i = 0; i < runs.size(); i++) {
        session.step();
      }
      assertThrows(IllegalStateException.class, session::step, "the runs are over");
      FloatTensor x = t.rows().features().gatherRows(rows);
      FloatTensor y = t.rows().labels().gatherRows(rows);
      PlainTrainer<FloatTensor> trainer = new PlainTrainer<>(engine, session.reveal());
      float[] wanted =
          trainer
              .predict(model.forward(rows.length), engine.load(x))
              .get(Model.PREDICTION)
              .values();
      float[] predictions = session.revealOutput(forward, Model.PREDICTION).values();
      assertArrayEquals(wanted, predictions, (float) tolerance);
      double squares = 0;
      for (int i = 0; i < wanted.length; i++) {
        squares += Math.pow(wanted[i] - y.values()[i], 2);
      }
      double revealed = session.revealOutput(loss, Model.LOSS).values()[0];
      assertEquals(squares, revealed, tolerance * (1 + squares));
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 0.2", "12, 0.02", "16, 1e-3", "20, 1e-3", "24, 1e-3"})
  void regressionOfThirtyEpochsComesCloseToFloat(int f, double tolerance) {
    Split data = LinearData.generate(2);
    Rows rows = new Rows(data.train().features(), data.train().labels());
    Training t =
        Training.of(new LinearRegression(64), new Sgd(0.05, 0.9), Setting.of(f), rows, 512, 3);
    try (Session session = Session.open(t.spec())) {
      for (int step = 0; step < 30 * t.batches().size(); step++) {
        session.step();
      }
      Map<String, FloatTensor> wanted = inFloat(t, 30);
      Map<String, FloatTensor> found = session.reveal();
      for (String parameter : List.of("weight", "bias")) {
        assertArrayEquals(
            wanted.get(parameter).values(),
            found.get(parameter).values(),
            (float) tolerance,
            parameter);
      }
    }
  }

  @Test
  void theShadowNamesOperationAndStepOfWhatLeavesTheRange() {
    Rows rows = Training.of("linreg", Setting.of(20)).rows();
    Training diverges =
        Training.of(new LinearRegression(13), new Sgd(40), Setting.of(20), rows, 88, 1);
    try (FixedPointEngine oracle = diverges.oracle().withShadow()) {
      RangeException e =
          assertThrows(
              RangeException.class,
              () -> {
                for (int step = 0; step < 100; step++) {
                  oracle.step();
                }
              });
      assertTrue(e.getMessage().matches("step \\d+, node \\d+ .*left the range.*"), e.getMessage());
    }
    Training fine = Training.of("mlp", Setting.of(20));
    try (FixedPointEngine oracle = fine.oracle().withShadow()) {
      for (int step = 0; step < 20; step++) {
        oracle.step();
      }
    }
  }

  @Test
  void aFeatureThatIsNoNumberIsRefusedWithItsPlace() {
    Training t = Training.of("linreg", Setting.of(24));
    FloatTensor features = t.rows().features();
    features.values()[5] = Float.NaN;
    Training broken =
        Training.of(t.model(), t.sgd(), t.setting(), new Rows(features, t.rows().labels()), 88, 1);
    try (Session session = Session.open(broken.spec())) {
      RuntimeException e = assertThrows(RuntimeException.class, session::step);
      assertTrue(e.getMessage().startsWith("row 0, column 5 of the data: NaN"), e.getMessage());
      assertThrows(IllegalStateException.class, session::step, "the session is over");
    }
  }
}
