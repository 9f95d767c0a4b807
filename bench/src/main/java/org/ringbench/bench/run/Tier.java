package org.ringbench.bench.run;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A named part of the grid.
 *
 * @param name that {@code --tier} takes
 * @param description what it is for, and how long it takes
 * @param forks of each cell
 * @param timing how long a fork measures
 * @param accuracy the training runs
 * @param cells in the order in which they are measured: what is compared stands together
 */
public record Tier(
    String name,
    String description,
    int forks,
    Timing timing,
    AccuracyPlan accuracy,
    List<Cell> cells) {
  /** In every build: the headline, each axis once around it, and the rulers. */
  public static final Tier SMOKE =
      new Tier(
          "smoke",
          "the headline figures and a line along each axis, in under 4 minutes",
          3,
          new Timing(1, 4, Duration.ofMillis(60)),
          new AccuracyPlan(10, 640, 64, List.of(16), "relu"),
          Grid.parse(
              """
              trainingStep model=mlp engine=encrypted,java-float
              trainingStep model=mlp engine=nd4j threads=1
              trainingStep model=mlp batchSize=16,128,512 engine=encrypted,java-float
              trainingStep model=mlp phase=online,offline
              trainingStep model=mlp comparison=radix2
              trainingStep model=mlp fractionBits=8,12,20,24
              trainingStep model=mlp engine=fixed
              trainingStep model=linreg batchSize=512 engine=encrypted,nd4j,java-float threads=1
              trainingStep model=linreg batchSize=512 phase=online
              ringGemm size=512x512x512
              ringPeak
              floatPeak
              relu elements=1000000
              """));

  /**
   * On a GPU: the same work in the ring and in floats, what moves between them, and the kernels.
   */
  public static final Tier GPU =
      new Tier(
          "gpu",
          "the same step encrypted and in floats on a GPU, and its kernels, in under 5 minutes",
          3,
          new Timing(1, 4, Duration.ofMillis(150)),
          new AccuracyPlan(1, 640, 64, List.of(16), "relu"),
          Grid.parse(
              """
              trainingStep model=mlp engine=encrypted backend=cuda execution=graph,threads
              trainingStep model=mlp engine=cublas-float
              trainingStep model=mlp engine=encrypted backend=cuda execution=graph phase=online
              ringGemm size=512x512x512,1024x1024x1024,2048x2048x2048 backend=cuda
              relu elements=1000000 backend=cuda
              trainingStep model=mlp batchSize=512 engine=encrypted backend=cuda execution=graph
              trainingStep model=mlp batchSize=512 engine=cublas-float
              trainingStep model=mlp batchSize=4096 engine=encrypted backend=cuda execution=graph
              trainingStep model=mlp batchSize=4096 engine=cublas-float
              trainingStep model=mlp engine=encrypted,java-float
              """));

  /** ND4J on a GPU that its build has code for. */
  public static final Tier GPU_ND4J =
      new Tier(
          "gpu-nd4j",
          "the plaintext step by ND4J on a GPU up to compute capability 8.9, in under 2 minutes",
          3,
          new Timing(1, 4, Duration.ofMillis(150)),
          new AccuracyPlan(1, 640, 64, List.of(16), "relu"),
          Grid.parse("trainingStep model=mlp engine=nd4j-cuda-float batchSize=64,512,4096"));

  /** Every tier. */
  public static final List<Tier> ALL = List.of(SMOKE, GPU, GPU_ND4J);

  /**
   * The tier of that name.
   *
   * @throws IllegalArgumentException naming the tiers
   */
  public static Tier of(String name) {
    return ALL.stream()
        .filter(tier -> tier.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "tier \"%s\": expected %s"
                        .formatted(
                            name,
                            ALL.stream().map(Tier::name).collect(Collectors.joining(" or ")))));
  }
}
