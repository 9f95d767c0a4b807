package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringbench.data.Dataset;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.Metrics;
import org.ringbench.data.Mnist;
import org.ringbench.data.Rows;
import org.ringbench.data.Split;
import org.ringbench.nn.Mlp;
import org.ringbench.nn.Model;
import org.ringbench.nn.Sgd;
import org.ringbench.plain.FixedPointEngine;
import org.ringbench.plain.FloatEngine;
import org.ringbench.plain.PlainTrainer;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Setting;

/**
 * PySyft's MNIST setting: 640 digits, batches of 64, 10 epochs. The encrypted run must equal the
 * oracle bit for bit and come as close to the float run in accuracy as the project promises.
 */
class MnistAccuracyTest {
  private static final int DIGITS = 640;
  private static final int EPOCHS = 10;
  private static final Split DATA = Mnist.bundled();
  private static final Dataset TRAIN = DATA.train().head(DIGITS);
  private static final Dataset TEST = DATA.test().head(DIGITS);

  @ParameterizedTest(name = "{0}, f = {1}: within {3}")
  @CsvSource({
    "RELU, 8, 0.02, 0.02",
    "RELU, 12, 0.02, 0.02",
    "RELU, 16, 0.02, 0.01",
    "RELU, 20, 0.02, 0.01",
    "RELU, 24, 0.02, 0.01",
    "SQUARE, 8, 0.006, 0.02",
    "SQUARE, 12, 0.006, 0.02",
    "SQUARE, 16, 0.006, 0.01",
    "SQUARE, 20, 0.006, 0.01",
    "SQUARE, 24, 0.006, 0.01"
  })
  void equalsTheOracleAndComesCloseToFloat(
      Mlp.Activation activation, int f, double rate, double tolerance) {
    Model model = Mlp.mnist(activation);
    Rows rows = new Rows(TRAIN.features(), TRAIN.labels());
    Training training = Training.of(model, new Sgd(rate), Setting.of(f), rows, 64, 11);
    try (Session session = Session.open(training.spec());
        FixedPointEngine oracle = training.oracle()) {
      for (int step = 0; step < EPOCHS * DIGITS / 64; step++) {
        session.step();
        oracle.step();
      }
      for (String parameter : training.start().keySet()) {
        assertArrayEquals(oracle.revealWords(parameter), session.revealWords(parameter));
      }
      double inFloat = accuracy(model, inFloat(training));
      double encrypted = accuracy(model, session.reveal());
      assertEquals(inFloat, encrypted, tolerance);
      assertTrue(inFloat > 0.6, "float training reached only " + inFloat);
    }
  }

  private static Map<String, FloatTensor> inFloat(Training training) {
    Plan plan = training.model().training(64, training.sgd());
    try (FloatEngine engine = new FloatEngine(1)) {
      PlainTrainer<FloatTensor> trainer = new PlainTrainer<>(engine, training.start());
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        for (int from = 0; from < DIGITS; from += 64) {
          Dataset batch = TRAIN.rows(from, 64);
          trainer.step(plan, engine.load(batch.features()), engine.load(batch.labels()));
        }
      }
      return trainer.parameters();
    }
  }

  private static double accuracy(Model model, Map<String, FloatTensor> parameters) {
    try (FloatEngine engine = new FloatEngine(1)) {
      PlainTrainer<FloatTensor> trainer = new PlainTrainer<>(engine, parameters);
      FloatTensor predictions =
          trainer
              .predict(model.forward(DIGITS), engine.load(TEST.features()))
              .get(Model.PREDICTION);
      return Metrics.accuracy(predictions, TEST.labels());
    }
  }
}
