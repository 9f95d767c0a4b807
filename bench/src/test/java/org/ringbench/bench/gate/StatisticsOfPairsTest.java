package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsOfPairsTest {
  /** The tail of the noncentral t distribution, by SciPy 1.17 ({@code scipy.stats.nct.sf}). */
  @ParameterizedTest
  @CsvSource({
    "2.447,  6, 0,    0.02499700718617014",
    "2.447,  6, 2,    0.39092753604277486",
    "2.447,  6, 6.15, 0.9988608674049387",
    "2.2,   11, 3,    0.7798694763918521",
    "4.303,  2, 5,    0.719128466403596"
  })
  void theTailIsThatOfTheNoncentralT(double t, int freedom, double shift, double expected) {
    assertEquals(expected, Power.tail(t, freedom, shift), 1e-6);
  }

  @Test
  void moreSpreadNeedsMorePairs() {
    assertEquals(7, Rule.pairsNeeded(pairs(7, 0.02), 14));
    int needed = Rule.pairsNeeded(pairs(7, 0.05), 14);
    assertTrue(7 < needed && needed < 14, "pairs: " + needed);
    assertEquals(14, Rule.pairsNeeded(pairs(7, 0.2), 14));
  }

  /** What is planned for a spread has the power that was asked for, and a pair less has not. */
  @ParameterizedTest
  @CsvSource({"0.045", "0.05", "0.055"})
  void plannedPairsHaveThePower(double deviation) {
    int needed = Rule.pairsNeeded(pairs(7, deviation), 24);
    assertTrue(7 < needed && needed < 24, "pairs: " + needed);
    double change = Rule.MUST_BE_CAUGHT;
    assertTrue(Power.of(needed, deviation, change, Rule.TOLERATED) >= 0.95);
    assertTrue(Power.of(needed - 1, deviation, change, Rule.TOLERATED) < 0.95);
  }

  /** d of deviation {@code deviation} and mean 0. */
  private static Pairs pairs(int count, double deviation) {
    List<Double> d = new ArrayList<>(IntStream.range(0, count).mapToObj(k -> k + 0.0).toList());
    Pairs raw = new Pairs(d);
    return new Pairs(d.stream().map(x -> (x - raw.mean()) / raw.deviation() * deviation).toList());
  }

  /** The example of {@code t.test(x, alternative = "greater", conf.level = 0.975)}. */
  @Test
  void boundsAreStudents() {
    Pairs pairs = new Pairs(List.of(0.01, 0.02, 0.03, 0.04, 0.05));
    assertEquals(0.03, pairs.mean(), 1e-12);
    // 2.776445 x sqrt(0.00025 / 5)
    assertEquals(0.03 - 0.0196324, pairs.lower(), 1e-6);
    assertEquals(0.03 + 0.0196324, pairs.upper(), 1e-6);
    assertEquals(Math.sqrt(0.00025 / 2), pairs.forkSpread(), 1e-12);
  }

  @Test
  void aBoundHoldsInTheShareOfSessionsThatItSays() {
    Random random = new Random(11);
    int missed = 0;
    for (int session = 0; session < 20_000; session++) {
      Pairs pairs =
          new Pairs(IntStream.range(0, 7).mapToObj(_ -> 0.03 * random.nextGaussian()).toList());
      missed += pairs.lower() > 0 ? 1 : 0;
    }
    assertEquals(0.025, missed / 20_000.0, 0.004);
  }

  @ParameterizedTest
  @CsvSource({
    // mean, deviation, milliseconds, verdict of 7 pairs
    "0,     0.01, 5,     SAME",
    "0.095, 0.02, 5,     SLOWER",
    "0.095, 0.02, 0.02,  SAME", // 0.002 ms: under the floor
    "0.03,  0.01, 5,     SAME", // slower than nothing, but not by 3%
    "0.05,  0.06, 5,     UNDECIDED", // neither over 3% nor under 10% for certain
    "0,     0.12, 5,     UNDECIDED",
    "-0.08, 0.02, 5,     FASTER",
    "0.4,   0.2,  5,     UNDECIDED", // over the ceiling: neither pass nor fail
  })
  void verdicts(double mean, double deviation, double milliseconds, Verdict expected) {
    Pairs centred = pairs(7, deviation);
    Pairs shifted = new Pairs(centred.differences().stream().map(d -> d + mean).toList());
    assertEquals(expected, Rule.judge(shifted, milliseconds));
  }

  @Test
  void aRatioThatGrewBecauseThePlaintextIsFasterDoesNotFail() {
    Pairs same = pairs(7, 0.01);
    Pairs slower = new Pairs(same.differences().stream().map(d -> d + 0.1).toList());
    Pairs faster = new Pairs(same.differences().stream().map(d -> 0.005 - d - 0.1).toList());
    assertEquals(Verdict.SLOWER, Rule.judge(same.minus(faster), 5));
    assertEquals(Verdict.SAME, Rule.judgeRatio(same.minus(faster), same, 5));
    assertEquals(Verdict.SLOWER, Rule.judgeRatio(slower.minus(same), slower, 5));
  }

  @ParameterizedTest
  @CsvSource({"avgt, ms/op, 2, 3, true", "thrpt, ops/s, 2, 3, false", "ss, s/op, 3, 2, false"})
  void directionComesFromModeAndUnit(
      String mode, String unit, double base, double head, boolean worse) {
    assertEquals(worse, Direction.of(mode, unit).worsening(base, head) > 0);
  }

  @Test
  void throughputIsTurnedIntoMilliseconds() {
    assertEquals(4, new Score(250, "thrpt", "ops/s").milliseconds(), 1e-12);
    assertEquals(0.25, new Score(250, "avgt", "us/op").milliseconds(), 1e-12);
  }

  @ParameterizedTest
  @CsvSource({"avgt, ops/s", "thrpt, ms/op", "best, ms/op", "avgt, fortnight/op"})
  void aModeAndAUnitThatContradictEachOtherAreRefused(String mode, String unit) {
    assertThrows(IllegalArgumentException.class, () -> new Score(1, mode, unit));
  }

  @Test
  void ordersAreBalancedRandomAndRepeatable() {
    Order order = new Order(5);
    Order again = new Order(5);
    StringBuilder drawn = new StringBuilder();
    int first = 0;
    for (int k = 0; k < 40; k++) {
      boolean left = order.isLeftFirst("a");
      assertEquals(left, again.isLeftFirst("a"));
      first += left ? 1 : -1;
      assertTrue(Math.abs(first) <= 1, "balanced after each pair: " + first);
      drawn.append(left ? 'L' : 'R');
    }
    assertTrue(drawn.indexOf("LL") >= 0 && drawn.indexOf("RR") >= 0, "not in turn: " + drawn);
    assertEquals(0, first);
  }
}
