package org.ringbench.bench.results;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A row and the plaintext row that it is compared with. A ratio rewards a slow plaintext, so that
 * is always the fastest plaintext row of the same work (benchmark, model, batch, activation and
 * size) that the row's own hardware could have run: a step on the CPU is not held against a GPU.
 * Without one there is no ratio.
 *
 * @param row a training step, an evaluation or a product; the oracle's too, which computes in fixed
 *     point and is itself no plaintext baseline
 * @param plaintext the fastest plaintext row of the same work
 */
public record Pairing(Row row, Row plaintext) {
  private static final Set<String> ON_THE_GPU = Set.of(Names.CUBLAS, Names.ND4J_CUDA);
  private static final Set<String> ON_THE_CPU = Set.of(Names.ND4J, Names.JAVA_FLOAT);
  private static final String GPU_BACKEND = "cuda";

  /** Whether the row times a plaintext engine. */
  public static boolean isPlaintext(Row row) {
    return isAmong(ON_THE_CPU, row) || isAmong(ON_THE_GPU, row);
  }

  /** The pairings of all encrypted rows that have a plaintext row, in the order of the rows. */
  public static List<Pairing> all(List<Row> rows) {
    return rows.stream()
        .filter(row -> Names.ENCRYPTED.equals(row.engine()))
        .flatMap(row -> of(row, rows).stream())
        .toList();
  }

  /** Those of the training steps, whose cost is the headline. */
  public static List<Pairing> encrypted(List<Row> rows) {
    return all(rows).stream()
        .filter(pairing -> pairing.row().benchmark().equals(Names.TRAINING_STEP))
        .toList();
  }

  /** The row's pairing, if there is a plaintext row. */
  public static Optional<Pairing> of(Row row, List<Row> rows) {
    return rows.stream()
        .filter(Pairing::isPlaintext)
        .filter(plain -> isOnGpu(row) || !ON_THE_GPU.contains(plain.engine()))
        .filter(plain -> plain.benchmark().equals(row.benchmark()))
        .filter(plain -> Objects.equals(plain.model(), row.model()))
        .filter(plain -> Objects.equals(plain.batchSize(), row.batchSize()))
        .filter(plain -> Objects.equals(plain.activation(), row.activation()))
        .filter(plain -> Objects.equals(plain.size(), row.size()))
        .min(Comparator.comparingDouble(plain -> plain.milliseconds().median()))
        .map(plain -> new Pairing(row, plain));
  }

  private static boolean isOnGpu(Row row) {
    return GPU_BACKEND.equals(row.backend()) || isAmong(ON_THE_GPU, row);
  }

  private static boolean isAmong(Set<String> engines, Row row) {
    return row.engine() != null && engines.contains(row.engine());
  }

  /** How many times the plaintext step's time the row takes. */
  public Interval ratio() {
    return Statistics.ratio(row.forks(), plaintext.forks());
  }

  /** The entry of the results file. */
  Ratio toRatio() {
    return new Ratio(row.id(), plaintext.id(), ratio());
  }
}
