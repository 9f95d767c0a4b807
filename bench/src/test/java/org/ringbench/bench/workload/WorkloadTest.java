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
import org.ringbench.data.DataException;
import org.ringbench.data.Dataset;
import org.ringbench.data.FloatTensor;
import org.ringbench.data.LinearData;
import org.ringbench.data.Split;
import org.ringbench.net.NetworkProfile;
import org.ringbench.nn.LinearRegression;
import org.ringbench.nn.Mlp;
import org.ringbench.nn.Sgd;
import org.ringbench.party.Execution;
import org.ringbench.party.SessionSpec;
import org.ringbench.plan.RangeException;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Cost;
import org.ringbench.protocol.Program;
import org.ringbench.ring.Shape;

/** Each benchmark's workload, small and without JMH; and that none of them misses a fault. */
class WorkloadTest {
  private static final int BATCH = 16;

  @ParameterizedTest
  @CsvSource({
    "mlp, 8, radix4, TOTAL",
    "mlp, 16, radix2, TOTAL",
    "mlp, 16, radix4, ONLINE",
    "mlp, 24, radix4, OFFLINE",
    "linreg, 8, radix4, ONLINE",
    "linreg, 24, radix4, TOTAL"
  })
  void encryptedSteps(String model, int fractionBits, String comparison, Phase phase) {
    Setting setting = TrainingStep.setting(fractionBits, comparison);
    TrainingTask task = task(model);
    Cost cost = Cost.of(task.program(BATCH, setting));
    try (Workload steps = step("encrypted", phase, setting).open(task)) {
      Tally tally = operate(steps);
      assertEquals(2, tally.threads(), "both parties work in every phase");
      if (phase == Phase.OFFLINE) {
        assertNull(tally.rounds());
        assertEquals(cost.dealerMultiplyAdds(), tally.multiplyAdds());
      } else {
        assertEquals(cost.rounds(), tally.rounds());
        assertEquals(cost.bytesSentPerParty(), tally.bytesSentPerParty());
        assertEquals(
            cost.bytesSentPerParty() + cost.bytesPerNewRow() * BATCH / 2,
            tally.firstStepBytesSentPerParty());
      }
      assertEquals(cost.dealerBytes(), tally.dealerBytes());
      assertEquals(cost.correlations(), tally.correlations());
      assertTrue(tally.peakBytes() > 2 * cost.correlationBytes(), tally.toString());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "fixed, mlp, 1",
    "fixed, linreg, 1",
    "java-float, mlp, 1",
    "java-float, mlp, 2",
    "java-float, linreg, 0",
    "nd4j, mlp, 1",
    "nd4j, linreg, 2"
  })
  void stepsInTheClear(String engine, String model, int threads) {
    TrainingStep step =
        new TrainingStep(
            engine,
            Phase.TOTAL,
            BATCH,
            Setting.of(16),
            "java",
            Execution.THREADS,
            NetworkProfile.IN_MEMORY,
            threads);
    try (Workload steps = step.open(task(model))) {
      Tally tally = operate(steps);
      assertTrue(tally.multiplyAdds() > 0, tally.toString());
      assertTrue(threads == 0 || tally.threads() == threads, tally.toString());
      assertNull(tally.rounds());
    }
  }

  /** Faults of two of the parties' kernels and of one of the dealer's. */
  @ParameterizedTest
  @CsvSource({"truncate", "select", "dealComparison"})
  void aFaultOfTheBackendIsCaught(String kernel) {
    TrainingTask task = task("mlp");
    BatchCycle cycle = task.cycle(BATCH);
    Program program = task.program(BATCH, Setting.of(16));
    SessionSpec spec = cycle.session(new Sabotage(kernel), task.start(), program);
    assertThrows(
        WrongAnswerException.class, () -> new EncryptedTraining(spec, Phase.TOTAL, program, cycle));
  }

  @ParameterizedTest
  @EnumSource(Mlp.Activation.class)
  void aStepThatDiffersFromItsReferenceIsCaught(Mlp.Activation activation) {
    TrainingTask task = mlp(activation);
    BatchCycle cycle = task.cycle(BATCH);
    Program program = task.program(BATCH, Setting.of(16));
    Map<String, FloatTensor> start = task.start();
    Map<String, FloatTensor> after = TrainingRunTest.oneStep(task, cycle);
    StepCheck.requireLikeFloats(task, cycle, 0, start, after, program);
    StepCheck.requireLikeOracle(cycle, program, 0, start, after);
    after.get("bias1").values()[0] += 0.01f;
    assertThrows(
        WrongAnswerException.class,
        () -> StepCheck.requireLikeFloats(task, cycle, 0, start, after, program));
    after.get("bias1").values()[0] = Float.NaN;
    assertThrows(
        WrongAnswerException.class,
        () -> StepCheck.requireLikeOracle(cycle, program, 0, start, after));
  }

  @Test
  void dataThatDoNotFillABatchAreRefused() {
    DataException e = assertThrows(DataException.class, () -> task("linreg").cycle(1_000));
    assertEquals(
        "linear-7: 160 rows to train on: expected at least a batch of 1000", e.getMessage());
  }

  @Test
  void aValueThatLeavesTheRangeIsNamedWithItsStep() {
    Split split = LinearData.generate(7, 6, 64, 8);
    for (int i = 0; i < split.train().labels().values().length; i++) {
      split.train().labels().values()[i] = 1e7f;
    }
    TrainingTask task = new TrainingTask(new LinearRegression(6), new Sgd(0.05, 0.9), split);
    RangeException e =
        assertThrows(RangeException.class, () -> RangeCheck.run(task, 32, Setting.of(24)));
    assertTrue(e.getMessage().startsWith("step "), e.getMessage());
  }

  static Tally operate(Workload workload) {
    for (int i = 0; i < 3; i++) {
      workload.prepare();
      workload.run();
    }
    Tally tally = workload.count();
    workload.prepare();
    workload.run();
    workload.check();
    return tally;
  }

  private static TrainingStep step(String engine, Phase phase, Setting setting) {
    return new TrainingStep(
        engine, phase, BATCH, setting, "java", Execution.THREADS, NetworkProfile.IN_MEMORY, 1);
  }

  static TrainingTask task(String model) {
    return model.equals("mlp")
        ? mlp(Mlp.Activation.RELU)
        : new TrainingTask(
            new LinearRegression(6), new Sgd(0.05, 0.9), LinearData.generate(7, 6, 160, 16));
  }

  static TrainingTask mlp(Mlp.Activation activation) {
    Dataset rows = LinearData.generate(7, 12, 160, 16).train();
    FloatTensor labels = new FloatTensor(new Shape(rows.size(), 3));
    for (int i = 0; i < rows.size(); i++) {
      labels.values()[3 * i + (rows.labels().values()[i] > 0 ? 1 : 2)] = 1;
    }
    Dataset digits = new Dataset("digits", rows.features(), labels);
    return new TrainingTask(
        new Mlp(activation, 12, 8, 5, 3), new Sgd(0.02), new Split(digits, digits));
  }
}
