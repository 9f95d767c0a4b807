package org.ringbench.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.bench.run.Benchmark;
import org.ringbench.bench.run.Cell;
import org.ringbench.bench.run.Tier;
import org.ringbench.bench.workload.Networks;
import org.ringbench.bench.workload.TrainingStep;
import org.ringbench.nn.LinearRegression;
import org.ringbench.nn.Sgd;
import org.ringbench.plan.Lowering;
import org.ringbench.protocol.Cost;
import org.ringbench.protocol.Program;

class CountingTest {
  private static final String STEP = Benchmark.TRAINING_STEP.jmhName();

  private static Map<String, String> regression(String phase, String network) {
    return Map.of("model", "linreg", "batchSize", "512", "phase", phase, "network", network);
  }

  /** What was counted is what the schedule says, which is read here once more. */
  @ParameterizedTest
  @CsvSource({"total, in-memory", "online, in-memory", "total, loopback"})
  void aStepCountsWhatItsProgramCosts(String phase, String network) {
    assertEquals(network, Networks.of(network).name());
    Program program =
        Program.of(
            Lowering.lower(
                new LinearRegression(64).training(512, new Sgd(0.05, 0.9)),
                TrainingStep.setting(16, "radix4")));
    Cost cost = Cost.of(program);
    long dealing = phase.equals("total") ? cost.dealerMultiplyAdds() : 0;
    Map<String, Long> expected = new TreeMap<>();
    expected.put("rounds", (long) cost.rounds());
    expected.put("bytesSentPerParty", cost.bytesSentPerParty());
    expected.put(
        "firstStepBytesSentPerParty", cost.bytesSentPerParty() + 256 * cost.bytesPerNewRow());
    expected.put("dealerBytes", cost.dealerBytes());
    expected.put("correlations", cost.correlations());
    expected.put("multiplyAdds", 2 * cost.partyMultiplyAdds() + dealing);
    assertEquals(expected, new TreeMap<>(Counting.of(STEP, regression(phase, network))));
  }

  @Test
  void whatHasNoMessagesCountsItsWorkAlone() {
    assertEquals(
        Map.of("multiplyAdds", 64L * 32 * 8),
        Counting.of(Benchmark.RING_GEMM.jmhName(), Map.of("size", "64x32x8")));
  }

  /** The step of a cold start is the only one: its messages open the batch. */
  @Test
  void aColdStartIsCountedToo() {
    Map<String, Long> counts =
        Counting.of(Benchmark.COLD_START.jmhName(), Map.of("model", "linreg", "batchSize", "512"));
    assertEquals(4, counts.get("rounds"));
    assertTrue(counts.get("firstStepBytesSentPerParty") > counts.get("bytesSentPerParty"));
  }

  static Stream<Cell> cells() {
    return Stream.of("nightly", "gpu")
        .flatMap(tier -> Tier.of(tier).cells().stream())
        .filter(cell -> !cell.benchmark().title().endsWith("Peak"));
  }

  /** Every cell finds its state, and every axis its parameter, as JMH would. */
  @ParameterizedTest
  @MethodSource("cells")
  void everyCellCanBeCounted(Cell cell) throws ReflectiveOperationException {
    Map<String, String> parameters = new TreeMap<>();
    cell.values().forEach((axis, value) -> parameters.put(axis.key(), value));
    Countable state = Counting.state(cell.benchmark().jmhName(), parameters);
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      Object set = state.getClass().getField(parameter.getKey()).get(state);
      assertEquals(parameter.getValue(), String.valueOf(set));
    }
    assertEquals(cell, Cell.of(cell.benchmark().jmhName(), parameters));
  }

  @Test
  void whatIsNotKnownIsNamed() {
    assertMessage("no benchmark org.x.Y.z", "org.x.Y.z", Map.of());
    assertMessage("has no parameter colour, size", STEP, Map.of("colour", "1", "size", "2"));
    assertMessage("has no counts", Benchmark.RING_PEAK.jmhName(), Map.of());
    for (List<String> wrong : List.of(List.of("colour", "red"), List.of("elements", "10"))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> Cell.of(STEP, Map.of(wrong.getFirst(), wrong.getLast())));
    }
  }

  private static void assertMessage(String part, String benchmark, Map<String, String> values) {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> Counting.state(benchmark, values));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }
}
