package org.ringbench.bench.results;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A training step and the plaintext step that it is compared with. A ratio rewards a slow
 * plaintext, so that is always the fastest plaintext row of the same model, batch and activation
 * that the row's own hardware could have run: a step on the CPU is not held against a GPU. Without
 * one there is no ratio.
 *
 * @param row any training step; the oracle's too, which computes in fixed point and is itself no
 *     plaintext baseline
 * @param plaintext the fastest plaintext row of the same work
 */
public record Pairing(Row row, Row plaintext) {
  private static final Set<String> ON_THE_GPU = Set.of(Names.CUBLAS, Names.ND4J_CUDA);
  private static final Set<String> ON_THE_CPU = Set.of(Names.ND4J, Names.JAVA_FLOAT);
  private static final String GPU_BACKEND = "cuda";

  /** Whether the row times a plaintext training step. */
  public static boolean isPlaintext(Row row) {
    return row.benchmark().equals(Names.TRAINING_STEP)
        && (ON_THE_CPU.contains(row.engine()) || ON_THE_GPU.contains(row.engine()));
  }

  /** The pairings of all encrypted steps that have a plaintext row, in the order of the rows. */
  public static List<Pairing> encrypted(List<Row> rows) {
    return rows.stream()
        .filter(row -> row.benchmark().equals(Names.TRAINING_STEP))
        .filter(row -> row.engine().equals(Names.ENCRYPTED))
        .flatMap(row -> of(row, rows).stream())
        .toList();
  }

  /** The row's pairing, if there is a plaintext row. */
  public static Optional<Pairing> of(Row row, List<Row> rows) {
    return rows.stream()
        .filter(Pairing::isPlaintext)
        .filter(plain -> isOnGpu(row) || !ON_THE_GPU.contains(plain.engine()))
        .filter(plain -> Objects.equals(plain.model(), row.model()))
        .filter(plain -> Objects.equals(plain.batchSize(), row.batchSize()))
        .filter(plain -> Objects.equals(plain.activation(), row.activation()))
        .min(Comparator.comparingDouble(plain -> plain.milliseconds().median()))
        .map(plain -> new Pairing(row, plain));
  }

  private static boolean isOnGpu(Row row) {
    return GPU_BACKEND.equals(row.backend()) || ON_THE_GPU.contains(row.engine());
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
