package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TierFileTest {
  private static final String GOOD =
      """
      # a comment
      tier one
        about    the first   of two
        limit    1m30s
        forks    3
        warm-up  1 x 50ms
        measure  4 x 0.1s        # and another
        accuracy epochs=2 digits=640 batchSize=64 fractionBits=8,16 activation=square
        trainingStep engine=encrypted,nd4j
        relu
      tier two
        about    the second
        limit    2m
        forks    5
        warm-up  1 x 50ms
        measure  4 x 50ms
        again    15%
        accuracy epochs=2 digits=640 batchSize=64 fractionBits=16 activation=relu
        ringPeak
        all of one
        relu
      cost trainingStep engine=encrypted 2s + 10ms x batchSize
      cost relu 1s
      cost any  500ms
      """;

  @Test
  void aFileIsRead() {
    TierFile file = TierFile.parse("t", GOOD);
    assertEquals(List.of("one", "two"), file.tiers().stream().map(Tier::name).toList());
    Tier one = file.tier("one");
    assertEquals("the first of two", one.description());
    assertEquals(Duration.ofSeconds(90), one.limit());
    assertEquals(3, one.forks());
    assertEquals(0, one.again());
    assertEquals(0.15, file.tier("two").again());
    assertEquals(new Timing(1, 4, Duration.ofMillis(50), Duration.ofMillis(100)), one.timing());
    assertEquals(new AccuracyPlan(2, 640, 64, List.of(8, 16), "square"), one.accuracy());
    assertEquals(
        Grid.parse("trainingStep engine=encrypted,nd4j\nrelu"), one.cells(), "in their order");
    assertEquals(
        Grid.parse("ringPeak\ntrainingStep engine=encrypted,nd4j\nrelu"),
        file.tier("two").cells(),
        "each once");
  }

  @Test
  void theFirstCostThatFitsCounts() {
    List<ForkCost> costs = TierFile.parse("t", GOOD).costs();
    assertEquals(Duration.ofMillis(2640), cost(costs, "trainingStep engine=encrypted"));
    assertEquals(Duration.ofMillis(500), cost(costs, "trainingStep engine=nd4j"));
    assertEquals(Duration.ofSeconds(1), cost(costs, "relu"));
  }

  private static Duration cost(List<ForkCost> costs, String line) {
    Cell cell = Grid.parse(line).getFirst();
    return costs.stream().filter(cost -> cost.fits(cell)).findFirst().orElseThrow().of(cell);
  }

  /** A change of one line; the message names the line and the word. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          forks    3            | forks    three       | t, line 5: "three": expected a number from 1 on
          forks    3            | forks    0           | t, line 5: "0": expected a number from 1 on
          forks    3            | forks                | t, line 5: forks "": expected one value
          forks    3            | fork     3           | t, line 5: "fork": expected about, limit, forks
          limit    1m30s        | limit    90          | t, line 4: "90": expected a time such as 60ms
          warm-up  1 x 50ms     | warm-up  1 * 50ms    | t, line 6: warm-up "1 * 50ms": expected iterations
          measure  4 x 0.1s     | measure  4 x 60mz    | t, line 7: "60mz": expected a time
          epochs=2              | epoch=2              | t, line 8: accuracy "epoch=2": expected epochs=
          fractionBits=8,16     | fractionBits=8,99    | t, line 8: accuracy fractionBits "99": expected 1
          engine=encrypted,nd4j | engine=tensorflow    | t, line 9: engine "tensorflow": expected encrypted
          engine=encrypted,nd4j | speed=1              | t, line 9: unknown axis "speed" in: trainingStep
          engine=encrypted,nd4j | engine               | t, line 9: "engine": expected engine=value
          trainingStep engine=e | trainingstep engine=e | t, line 9: "trainingstep": expected about, limit
          again    15%          | again    0.15        | t, line 17: again "0.15": expected such as 15%
          all of one            | all of three         | t, line 20: tier "three": expected one
          all of one            | all one              | t, line 20: "all one": expected all of and a tier
          tier two              | tier one             | t, line 11: a second tier "one"
          tier two              | tier Two             | t, line 11: "tier Two": expected tier and one name
          tier one              | tire one             | t, line 2: "tire" stands in no tier
          forks    5            | about    again       | t, line 14: a second "about" of tier two
          cost relu 1s          | cost tanh 1s         | t, line 23: cost "tanh": expected a benchmark
          cost relu 1s          | cost relu 1s + 2     | t, line 23: cost "1s + 2": expected a benchmark
          cost relu 1s          | cost relu 1s + 2ms x speed | t, line 23: cost "speed": no such axis
          """)
  void aSyntaxErrorNamesLineAndWord(String good, String bad, String message) {
    assertTrue(GOOD.contains(good), good);
    String text = GOOD.replaceFirst(java.util.regex.Pattern.quote(good), bad);
    Exception e = assertThrows(IllegalArgumentException.class, () -> TierFile.parse("t", text));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @Test
  void aTierThatLacksSomethingIsNamed() {
    String text = GOOD.replaceFirst("limit    2m\n", "\n");
    Exception e = assertThrows(IllegalArgumentException.class, () -> TierFile.parse("t", text));
    assertTrue(e.getMessage().contains("tier two has no \"limit\""), e.getMessage());
  }

  @Test
  void everyBenchmarkHasACost() {
    for (Benchmark benchmark : Benchmark.values()) {
      assertTrue(
          TierFile.ours().costs().stream()
              .anyMatch(cost -> cost.benchmark().equals(Optional.of(benchmark))),
          () -> "no cost line for " + benchmark.title());
    }
  }

  @Test
  void aSlowerMachineTakesLongerButItsIterationsDoNot() {
    Timing timing = new Timing(1, 4, Duration.ofMillis(100));
    Cell cell = Grid.parse("ringPeak").getFirst();
    Duration usual = new Estimate(timing, 1, 0, Optional.empty(), 1).fork(cell);
    Duration slow = new Estimate(timing, 1, 0, Optional.empty(), 0.5).fork(cell);
    assertEquals(usual.multipliedBy(2).minus(timing.iterations()), slow);
  }
}
