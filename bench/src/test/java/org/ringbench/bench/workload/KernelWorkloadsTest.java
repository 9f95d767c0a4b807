package org.ringbench.bench.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.data.FloatTensor;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Cost;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingBackends;

/** The workloads of kernels and protocols, small; and that none of them misses a fault. */
class KernelWorkloadsTest {
  private static final RingBackendProvider JAVA = RingBackends.provider("java");
  private static final Setting SETTING = Setting.of(16);

  /** Calls of a kernel that each party makes before its fault. */
  private static final int LATE = 5;

  @Test
  void matrixProductsOfTheRing() {
    try (Workload gemm = new RingGemm("5x70x9", JAVA)) {
      assertEquals(5 * 70 * 9, WorkloadTest.operate(gemm).multiplyAdds());
    }
    assertWrong(backend -> new RingGemm("3x4x5", backend), "matmul");
  }

  /** Sizes around those of vectors and of AES blocks. */
  @ParameterizedTest
  @CsvSource({
    "add, add, 1, 0",
    "add, add, 1003, 0",
    "scale, axpy, 1003, 1003",
    "truncate, truncate, 1003, 0",
    "expand, expand, 1003, 0",
    "expand, expand, 8192, 0",
    "open, sub, 1003, 0",
    "open, add, 1003, 0"
  })
  void operationsOfTheRing(String name, String kernel, int elements, long multiplyAdds) {
    try (Workload operation = RingOperation.open(name, elements, JAVA)) {
      assertEquals(multiplyAdds, WorkloadTest.operate(operation).multiplyAdds());
    }
    assertWrong(backend -> RingOperation.open(name, elements, backend), kernel);
  }

  /** A fault in the midst of the measurement, where nobody looks at results. */
  @ParameterizedTest
  @CsvSource({"add, add", "scale, axpy", "truncate, truncate", "expand, expand", "open, sub"})
  void aFaultDuringTheMeasurementIsCaughtAtItsEnd(String name, String kernel) {
    Sabotage later = new Sabotage(kernel, 20);
    try (Workload operation = RingOperation.open(name, 100, later)) {
      for (int i = 0; i < 20; i++) {
        operation.run();
      }
      assertThrows(WrongAnswerException.class, operation::check);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "radix4, TOTAL, 4, 3",
    "radix4, ONLINE, 4, 3",
    "radix4, OFFLINE, 4, 3",
    "radix2, TOTAL, 8, 7"
  })
  void reluAndComparison(String comparison, Phase phase, int reluRounds, int bitsRounds) {
    Setting setting = TrainingStep.setting(16, comparison);
    try (Workload relu = Relu.open(1_000, setting, JAVA, phase)) {
      requireCost(Relu.program(1_000, setting), phase, reluRounds, WorkloadTest.operate(relu));
    }
    try (Workload bits = SignBits.open(1_000, setting, JAVA, phase)) {
      requireCost(SignBits.program(1_000, setting), phase, bitsRounds, WorkloadTest.operate(bits));
    }
  }

  private static void requireCost(Program program, Phase phase, long rounds, Tally tally) {
    Cost cost = Cost.of(program);
    assertEquals(rounds, cost.rounds());
    if (phase == Phase.OFFLINE) {
      assertNull(tally.rounds());
    } else {
      assertEquals(rounds, tally.rounds());
      assertEquals(cost.bytesSentPerParty(), tally.bytesSentPerParty());
    }
    assertEquals(cost.dealerBytes(), tally.dealerBytes());
    assertEquals(cost.correlations(), tally.correlations());
  }

  /** A truncation and a comparison of each element; a ReLU adds a bit and a selection. */
  @Test
  void correlationsOfAnElement() {
    assertEquals(2_000, Cost.of(SignBits.program(1_000, SETTING)).correlations());
    assertEquals(4_000, Cost.of(Relu.program(1_000, SETTING)).correlations());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"select", "truncate", "signBit", "andCombine", "dealComparison", "dealAnd"})
  void aFaultInAReluIsCaught(String kernel) {
    assertWrong(backend -> Relu.open(100, SETTING, backend, Phase.TOTAL), kernel);
  }

  @ParameterizedTest
  @ValueSource(strings = {"compareChunks", "signBit", "andCombine", "dealComparison", "dealAnd"})
  void aFaultInAComparisonIsCaught(String kernel) {
    assertWrong(backend -> SignBits.open(100, SETTING, backend, Phase.TOTAL), kernel);
  }

  @ParameterizedTest
  @CsvSource({"8, TOTAL", "16, ONLINE", "24, OFFLINE"})
  void encryptedProducts(int fractionBits, Phase phase) {
    ProductShape shape = ProductShape.of("5x70x9");
    Setting setting = Setting.of(fractionBits);
    try (Workload product =
        new BeaverProduct(shape, "encrypted", phase, setting, "java", 0).open()) {
      Tally tally = WorkloadTest.operate(product);
      Cost cost = Cost.of(BeaverProduct.program(shape, setting));
      requireCost(BeaverProduct.program(shape, setting), phase, 2, tally);
      assertEquals(45, tally.correlations(), "one for each element of the product");
      assertEquals(2L * shape.multiplyAdds(), cost.partyMultiplyAdds());
    }
  }

  @ParameterizedTest
  @CsvSource({"java-float, 1", "java-float, 2", "nd4j, 1"})
  void plainProducts(String engine, int threads) {
    ProductShape shape = ProductShape.of("5x70x9");
    try (Workload product =
        new BeaverProduct(shape, engine, Phase.TOTAL, SETTING, "java", threads).open()) {
      Tally tally = WorkloadTest.operate(product);
      assertEquals(shape.multiplyAdds(), tally.multiplyAdds());
      assertEquals(threads, tally.threads());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"matmul", "truncate", "dealTruncation", "sub"})
  void aFaultInAnEncryptedProductIsCaught(String kernel) {
    BeaverProduct product =
        new BeaverProduct(ProductShape.of("3x4x5"), "encrypted", Phase.TOTAL, SETTING, "java", 0);
    FloatTensor x = BeaverProduct.random(product.shape().left(), 1);
    FloatTensor y = BeaverProduct.random(product.shape().right(), 2);
    assertWrong(backend -> product.encrypted(x, y, backend), kernel);
  }

  /** A fault after the first checks, in the midst of the measurement. */
  @ParameterizedTest
  @EnumSource(Phase.class)
  void aLateFaultInAProtocolIsCaught(Phase phase) {
    BeaverProduct product =
        new BeaverProduct(ProductShape.of("3x4x5"), "encrypted", phase, SETTING, "java", 0);
    FloatTensor x = BeaverProduct.random(product.shape().left(), 1);
    FloatTensor y = BeaverProduct.random(product.shape().right(), 2);
    requireLateFault(product.encrypted(x, y, new Sabotage("truncate", LATE)));
    requireLateFault(Relu.open(2_000, SETTING, new Sabotage("select", LATE), phase));
    requireLateFault(SignBits.open(2_000, SETTING, new Sabotage("signBit", LATE), phase));
  }

  private static void requireLateFault(Workload workload) {
    try (workload) {
      for (int i = 0; i < LATE + 2; i++) {
        workload.prepare();
        workload.run();
      }
      assertThrows(WrongAnswerException.class, workload::check);
    }
  }

  @Test
  void aFaultInAPlainProductIsCaught() {
    ProductShape shape = ProductShape.of("3x4x5");
    FloatTensor x = BeaverProduct.random(shape.left(), 1);
    FloatTensor y = BeaverProduct.random(shape.right(), 2);
    assertThrows(
        WrongAnswerException.class,
        () -> new PlainProduct<>(shape, x, y, new Baseline<>(FaultyFloats.engine())));
  }

  @Test
  void aWordOffByOneIsNoRounding() {
    long[] exact = {5 << 16, (5 << 16) + 1, -1};
    BeaverProduct.requireRounded(exact, 16, new long[] {5, 6, -1});
    BeaverProduct.requireRounded(exact, 16, new long[] {5, 5, 0});
    for (long[] wrong : new long[][] {{6, 5, 0}, {5, 7, 0}, {5, 4, 0}, {5, 5, 1}}) {
      assertThrows(
          WrongAnswerException.class, () -> BeaverProduct.requireRounded(exact, 16, wrong));
    }
  }

  @Test
  void unknownNamesAreRefused() {
    assertRefused("operation \"shift\": expected add", () -> RingOperation.open("shift", 1, JAVA));
    assertRefused("size \"3x4\": expected ROWS", () -> ProductShape.of("3x4"));
    assertRefused("engine \"numpy\": expected one in floats", () -> Baseline.of("numpy", 1));
  }

  private static void assertRefused(String message, Runnable work) {
    String found = assertThrows(IllegalArgumentException.class, work::run).getMessage();
    assertTrue(found.startsWith(message), found);
  }

  private static void assertWrong(Consumer<RingBackendProvider> workload, String kernel) {
    assertThrows(WrongAnswerException.class, () -> workload.accept(new Sabotage(kernel)), kernel);
  }
}
