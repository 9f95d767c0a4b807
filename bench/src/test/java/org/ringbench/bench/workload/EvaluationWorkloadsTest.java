package org.ringbench.bench.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.data.FloatTensor;
import org.ringbench.net.NetworkProfile;
import org.ringbench.nn.Model;
import org.ringbench.party.Execution;
import org.ringbench.party.SessionSpec;
import org.ringbench.plain.FloatEngine;
import org.ringbench.plain.PlainTrainer;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Cost;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingBackends;

/** Evaluations, the dealer alone and cold starts, small; and that none of them misses a fault. */
class EvaluationWorkloadsTest {
  private static final int BATCH = 16;
  private static final Setting SETTING = Setting.of(16);
  private static final RingBackendProvider JAVA = RingBackends.provider("java");

  @ParameterizedTest
  @CsvSource({
    "mlp, 8, radix4, TOTAL",
    "mlp, 16, radix2, ONLINE",
    "mlp, 24, radix4, OFFLINE",
    "linreg, 16, radix4, ONLINE"
  })
  void encryptedEvaluations(String model, int fractionBits, String comparison, Phase phase) {
    Setting setting = TrainingStep.setting(fractionBits, comparison);
    TrainingTask task = WorkloadTest.task(model);
    Cost cost = Cost.of(task.evaluation(BATCH, setting));
    try (Workload batches = how("encrypted", phase, setting).openEvaluation(task)) {
      Tally tally = WorkloadTest.operate(batches);
      if (phase == Phase.OFFLINE) {
        assertNull(tally.rounds());
      } else {
        assertEquals(cost.rounds(), tally.rounds());
        assertEquals(cost.bytesSentPerParty(), tally.bytesSentPerParty());
        assertEquals(
            cost.bytesSentPerParty() + cost.bytesPerNewRow() * BATCH / 2,
            tally.firstStepBytesSentPerParty());
      }
      assertEquals(cost.dealerBytes(), tally.dealerBytes());
      assertEquals(cost.correlations(), tally.correlations());
    }
  }

  @ParameterizedTest
  @CsvSource({"fixed, mlp", "fixed, linreg", "java-float, mlp", "java-float, linreg", "nd4j, mlp"})
  void evaluationsInTheClear(String engine, String model) {
    TrainingTask task = WorkloadTest.task(model);
    try (Workload batches = how(engine, Phase.TOTAL, SETTING).openEvaluation(task)) {
      Tally tally = WorkloadTest.operate(batches);
      assertTrue(tally.multiplyAdds() > 0, tally.toString());
      assertNull(tally.correlations());
    }
  }

  /** Weights of zero would predict zero, whatever the features are. */
  @ParameterizedTest
  @ValueSource(strings = {"mlp", "linreg"})
  void theWeightsAreTrained(String model) {
    TrainingTask task = WorkloadTest.task(model);
    Map<String, FloatTensor> weights = task.weights();
    assertEquals(task.model().parameters().keySet(), weights.keySet());
    weights.forEach(
        (name, values) -> {
          for (float value : values.values()) {
            assertTrue(value != 0, name);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"matmul", "truncate", "select", "dealTruncation", "compareChunks"})
  void aFaultInAnEvaluationIsCaught(String kernel) {
    TrainingTask task = WorkloadTest.task("mlp");
    Program program = task.evaluation(BATCH, SETTING);
    BatchCycle cycle = task.testCycle(BATCH);
    SessionSpec spec = cycle.session(new Sabotage(kernel), task.weights(), program);
    assertThrows(
        WrongAnswerException.class,
        () -> new EncryptedEvaluation(spec, Phase.TOTAL, program, cycle).close());
  }

  /** After the first checks; the first steps make the same number of calls at each party. */
  @ParameterizedTest
  @EnumSource(Phase.class)
  void aLateFaultInAnEvaluationIsCaught(Phase phase) {
    TrainingTask task = WorkloadTest.task("mlp");
    Program program = task.evaluation(BATCH, SETTING);
    BatchCycle cycle = task.testCycle(BATCH);
    int steps = cycle.count() + 4;
    int calls = steps * program.schedule().steps(Step.Truncate.class).size();
    SessionSpec spec = cycle.session(new Sabotage("truncate", calls), task.weights(), program);
    try (Workload batches = new EncryptedEvaluation(spec, phase, program, cycle)) {
      for (int i = 0; i < steps; i++) {
        batches.prepare();
        batches.run();
      }
      assertThrows(WrongAnswerException.class, batches::check);
    }
  }

  @Test
  void aFaultInAnEvaluationInTheClearIsCaught() {
    TrainingTask task = WorkloadTest.task("mlp");
    BatchCycle cycle = task.testCycle(BATCH);
    Program program = task.evaluation(BATCH, SETTING);
    assertThrows(
        WrongAnswerException.class,
        () ->
            new FixedEvaluation(
                task.weights(),
                cycle,
                task.model().forward(BATCH),
                program,
                new Sabotage("matmul")));
    assertThrows(
        WrongAnswerException.class,
        () ->
            new PlainEvaluation<>(
                task.weights(),
                cycle,
                task.model().forward(BATCH),
                new Baseline<>(FaultyFloats.engine())));
  }

  /** One number off by a hundredth, and one that is none. */
  @ParameterizedTest
  @ValueSource(floats = {0.01f, Float.NaN})
  void aPredictionThatDiffersFromItsReferenceIsCaught(float error) {
    TrainingTask task = WorkloadTest.task("mlp");
    BatchCycle cycle = task.testCycle(BATCH);
    Program program = task.evaluation(BATCH, SETTING);
    Plan plan = task.model().forward(BATCH);
    Map<String, FloatTensor> weights = task.weights();
    try (FloatEngine engine = new FloatEngine(1)) {
      FloatTensor predictions =
          new PlainTrainer<>(engine, weights)
              .predict(plan, cycle.features(1))
              .get(Model.PREDICTION);
      PredictionCheck.requireNearOracle(cycle, program, weights, 1, predictions);
      PredictionCheck.requireLikeFloats(cycle, plan, weights, 1, 16, predictions);
      predictions.values()[5] += error;
      assertThrows(
          WrongAnswerException.class,
          () -> PredictionCheck.requireLikeOracle(cycle, program, weights, 1, predictions));
      assertThrows(
          WrongAnswerException.class,
          () -> PredictionCheck.requireNearOracle(cycle, program, weights, 1, predictions));
      assertThrows(
          WrongAnswerException.class,
          () -> PredictionCheck.requireLikeFloats(cycle, plan, weights, 1, 16, predictions));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "linreg"})
  void theDealerAlone(String model) {
    TrainingTask task = WorkloadTest.task(model);
    Cost cost = Cost.of(task.program(BATCH, SETTING));
    try (Workload dealer = new DealerWork(task, BATCH, SETTING, JAVA)) {
      Tally tally = WorkloadTest.operate(dealer);
      assertEquals(cost.dealerBytes(), tally.dealerBytes());
      assertEquals(cost.dealerMultiplyAdds(), tally.multiplyAdds());
      assertEquals(1, tally.threads());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dealTruncation", "dealComparison", "dealAnd", "dealBit", "dealSelection"})
  void aFaultOfTheDealerIsCaught(String kernel) {
    TrainingTask task = WorkloadTest.task("mlp");
    assertThrows(
        WrongAnswerException.class,
        () -> new DealerWork(task, BATCH, SETTING, new Sabotage(kernel)));
  }

  /** After the session's two steps and the dealer's two, in the midst of the measurement. */
  @Test
  void aLateFaultOfTheDealerIsCaught() {
    TrainingTask task = WorkloadTest.task("linreg");
    int truncations = task.program(BATCH, SETTING).schedule().steps(Step.Truncate.class).size();
    Sabotage late = new Sabotage("dealTruncation", 4 * truncations);
    try (Workload dealer = new DealerWork(task, BATCH, SETTING, late)) {
      for (int i = 0; i < 10; i++) {
        dealer.run();
      }
      assertThrows(WrongAnswerException.class, dealer::check);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "linreg"})
  void coldStarts(String model) {
    TrainingTask task = WorkloadTest.task(model);
    Cost cost = Cost.of(task.program(BATCH, SETTING));
    try (ColdStart start = new ColdStart(task, BATCH, SETTING, JAVA)) {
      for (int i = 0; i < 2; i++) {
        start.prepare();
        start.run();
        Tally tally = start.count();
        start.check();
        assertEquals(
            cost.bytesSentPerParty() + cost.bytesPerNewRow() * BATCH / 2,
            tally.firstStepBytesSentPerParty());
        assertEquals(cost.rounds(), tally.rounds());
        assertTrue(tally.peakBytes() > 0);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"truncate", "dealComparison"})
  void aFaultInAColdStartIsCaught(String kernel) {
    TrainingTask task = WorkloadTest.task("mlp");
    try (ColdStart start = new ColdStart(task, BATCH, SETTING, new Sabotage(kernel))) {
      start.run();
      assertThrows(WrongAnswerException.class, start::check);
    }
  }

  private static TrainingStep how(String engine, Phase phase, Setting setting) {
    return new TrainingStep(
        engine, phase, BATCH, setting, "java", Execution.THREADS, NetworkProfile.IN_MEMORY, 1);
  }
}
