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

  /** Every tier. */
  public static final List<Tier> ALL = List.of(SMOKE);

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
