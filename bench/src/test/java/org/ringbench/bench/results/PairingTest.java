package org.ringbench.bench.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.ringbench.bench.results.Examples.encrypted;
import static org.ringbench.bench.results.Examples.plaintext;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PairingTest {
  private final Row step = encrypted("mlp", 64, 16, "radix4", Names.TOTAL, 8.4);

  @Test
  void theFastestPlaintextRowWins() {
    List<Row> rows =
        List.of(
            step,
            plaintext("mlp", Names.ND4J, 64, 0.81),
            plaintext("mlp", Names.JAVA_FLOAT, 64, 0.7));
    List<Ratio> ratios =
        Results.of(Examples.run(), Examples.environment(), rows, List.of()).ratios();
    assertEquals(1, ratios.size());
    assertEquals(rows.get(2).id(), ratios.getFirst().against());
    assertEquals(12, ratios.getFirst().ratio().median(), 1e-9);
    assertEquals(step.id(), ratios.getFirst().row());
  }

  @Test
  void anotherBatchModelOrActivationIsNoComparison() {
    Row otherBatch = plaintext("mlp", Names.ND4J, 128, 0.1);
    Row otherModel = plaintext("linreg", Names.ND4J, 64, 0.1);
    assertEquals(List.of(), Pairing.encrypted(List.of(step, otherBatch, otherModel)));
  }

  @Test
  void aStepOnTheCpuIsNotHeldAgainstAGpu() {
    Row cublas = plaintext("mlp", Names.CUBLAS, 64, 0.1);
    Row nd4j = plaintext("mlp", Names.ND4J, 64, 0.81);
    assertEquals(List.of(), Pairing.encrypted(List.of(step, cublas)));
    assertEquals(nd4j, Pairing.of(step, List.of(step, cublas, nd4j)).orElseThrow().plaintext());
  }

  @Test
  void aStepOnAGpuIsHeldAgainstTheFastestThereIs() {
    Row cublas = plaintext("mlp", Names.CUBLAS, 64, 0.1);
    Row nd4j = plaintext("mlp", Names.ND4J, 64, 0.81);
    Row gpu = onCuda(step);
    assertEquals(cublas, Pairing.of(gpu, List.of(gpu, cublas, nd4j)).orElseThrow().plaintext());
    assertEquals(nd4j, Pairing.of(gpu, List.of(gpu, nd4j)).orElseThrow().plaintext());
  }

  private static Row onCuda(Row row) {
    Map<String, String> parameters = new HashMap<>(row.parameters());
    parameters.put("backend", "cuda");
    return Examples.row(row.benchmark(), parameters, 8.4, row.counters());
  }

  @Test
  void everyKindOfWorkHasItsOwnPlaintext() {
    Row product = row(Names.BEAVER_PRODUCT, Map.of("engine", "encrypted", "size", "2x3x4"), 6);
    Row floats = row(Names.BEAVER_PRODUCT, Map.of("engine", "nd4j", "size", "2x3x4"), 2);
    Row other = row(Names.BEAVER_PRODUCT, Map.of("engine", "nd4j", "size", "2x3x5"), 1);
    Row evaluation =
        row(Names.EVALUATION, Map.of("engine", "encrypted", "model", "mlp", "batchSize", "64"), 4);
    Row predicted =
        row(Names.EVALUATION, Map.of("engine", "nd4j", "model", "mlp", "batchSize", "64"), 1);
    Row trained = row(Names.TRAINING_STEP, predicted.parameters(), 0.5);
    Row gemm = row(Names.RING_GEMM, Map.of("size", "2x3x4"), 1);
    List<Row> rows = List.of(product, floats, other, evaluation, predicted, trained, gemm);
    assertEquals(
        List.of(new Pairing(product, floats), new Pairing(evaluation, predicted)),
        Pairing.all(rows));
    assertEquals(List.of(), Pairing.encrypted(rows), "the headline is about training");
    List<Ratio> ratios =
        Results.of(Examples.run(), Examples.environment(), rows, List.of()).ratios();
    assertEquals(List.of(3.0, 4.0), ratios.stream().map(r -> r.ratio().median()).toList());
  }

  private static Row row(String benchmark, Map<String, String> parameters, double milliseconds) {
    return Examples.row(benchmark, new TreeMap<>(parameters), milliseconds, Map.of());
  }

  @Test
  void theOracleIsNoPlaintext() {
    Row oracle =
        Examples.rows().stream()
            .filter(r -> Names.FIXED.equals(r.engine()))
            .findAny()
            .orElseThrow();
    assertEquals(List.of(), Pairing.encrypted(List.of(step, oracle)));
  }

  @Test
  void withoutPlaintextThereIsNoRatio() {
    assertEquals(List.of(), Pairing.encrypted(List.of(step)));
    assertEquals(List.of(), Pairing.encrypted(List.of()));
  }

  @Test
  void aRowNeedsThreeForks() {
    List<Double> two = List.of(1.0, 1.0);
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Row(
                "id",
                Names.TRAINING_STEP,
                Map.of(),
                "0123456789abcdef",
                new Interval(1, 1, 1),
                two,
                Map.of(),
                Map.of(),
                Map.of()));
  }
}
