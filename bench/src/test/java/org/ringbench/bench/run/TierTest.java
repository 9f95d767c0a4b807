package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Statistics;

class TierTest {
  private static final List<Cell> SMOKE = Tier.of("smoke").cells();

  @TestFactory
  Stream<DynamicTest> everyTierFitsItsTime() {
    return Tier.all().stream()
        .map(tier -> DynamicTest.dynamicTest(tier.name(), () -> requireInTime(tier)));
  }

  private static void requireInTime(Tier tier) {
    Duration all =
        new Estimate(tier.timing(), tier.forks(), tier.again(), Optional.of(tier.accuracy()), 1)
            .total(tier.cells());
    assertTrue(all.compareTo(tier.limit()) < 0, "estimate " + all);
    assertTrue(tier.forks() >= Statistics.MIN_FORKS);
    assertEquals(tier.cells().size(), Set.copyOf(tier.cells()).size(), "nothing is measured twice");
  }

  @Test
  void theLimitsAreThoseThatPeopleWereTold() {
    assertTrue(Tier.of("smoke").limit().compareTo(Duration.ofMinutes(4)) < 0);
    assertTrue(Tier.of("pr").limit().compareTo(Duration.ofMinutes(12)) < 0);
    assertTrue(Tier.of("publish").limit().compareTo(Duration.ofMinutes(30)) < 0);
  }

  @Test
  void publishHoldsTheWholeGridOfTheTrainingStep() {
    List<Cell> publish = Tier.of("publish").cells();
    for (String bits : List.of("8", "12", "16", "20", "24")) {
      for (String batch : List.of("16", "64", "128", "512")) {
        String step = "trainingStep fractionBits=" + bits + " batchSize=" + batch;
        assertTrue(publish.contains(cell(step + " comparison=radix4")), step);
        assertTrue(publish.contains(cell(step + " comparison=radix2")), step);
        assertTrue(publish.contains(cell(step + " activation=square")), step);
        for (String plaintext : List.of("nd4j", "java-float")) {
          String plain = "trainingStep batchSize=" + batch + " engine=" + plaintext;
          assertTrue(publish.contains(cell(plain)), plain);
          assertTrue(publish.contains(cell(plain + " activation=square")), plain);
        }
      }
    }
    assertTrue(publish.stream().anyMatch(cell -> "linreg".equals(cell.get(Axis.MODEL))));
    assertTrue(publish.containsAll(Grid.parse("ringPeak\nfloatPeak\nringGemm")));
  }

  @Test
  void prHasALineAlongEachAxis() {
    List<Cell> pr = Tier.of("pr").cells();
    for (String axis :
        List.of(
            "fractionBits=8,12,16,20,24",
            "batchSize=16,64,128,512",
            "comparison=radix4,radix2",
            "activation=relu,square")) {
      assertTrue(pr.containsAll(Grid.parse("trainingStep model=mlp " + axis)), axis);
    }
  }

  @Test
  void nightlyHoldsAllOfTheSmallerTiers() {
    List<Cell> nightly = Tier.of("nightly").cells();
    for (String smaller : List.of("smoke", "pr", "publish")) {
      assertTrue(nightly.containsAll(Tier.of(smaller).cells()), smaller);
    }
  }

  @Test
  void smokeHoldsTheHeadlineAndItsPhases() {
    assertTrue(SMOKE.contains(cell("trainingStep")), "mlp, encrypted, total, f = 16, batch 64");
    assertEquals(Set.of("8", "16"), values(Axis.FRACTION_BITS));
    assertEquals(Set.of("64", "512"), values(Axis.BATCH_SIZE));
    assertEquals(Set.of(Names.TOTAL, Names.ONLINE, Names.OFFLINE), values(Axis.PHASE));
    assertEquals(Set.of("mlp", "linreg"), values(Axis.MODEL));
  }

  /**
   * What the usual backend gains is seen in one run: nothing is usual that is not also compared.
   */
  @Test
  void theTiersHoldTheHeadlineAndTheProductOnJavaToo() {
    for (String tier : List.of("smoke", "pr", "publish", "nightly")) {
      List<Cell> cells = Tier.of(tier).cells();
      for (String backend : List.of("usual", "java")) {
        assertTrue(cells.contains(cell("trainingStep backend=" + backend)), tier);
        assertTrue(cells.contains(cell("ringGemm backend=" + backend)), tier);
      }
      assertTrue(
          cells.indexOf(cell("trainingStep")) <= cells.indexOf(cell("trainingStep backend=java")),
          "the first of equals is the headline");
    }
  }

  @Test
  void everyEncryptedBatchHasItsPlaintextRow() {
    for (Cell cell : SMOKE) {
      if (cell.isOn(Names.ENCRYPTED)) {
        assertTrue(isPaired(cell, Names.JAVA_FLOAT), "java-float for " + cell);
      }
    }
    assertTrue(isPaired(cell("trainingStep"), Names.ND4J), "the headline has both");
  }

  private static boolean isPaired(Cell cell, String engine) {
    return SMOKE.stream()
        .filter(plain -> plain.isOn(engine))
        .filter(plain -> same(cell, plain, Axis.MODEL))
        .anyMatch(plain -> same(cell, plain, Axis.BATCH_SIZE));
  }

  @Test
  void anUnknownTierIsNamed() {
    Exception e = assertThrows(IllegalArgumentException.class, () -> Tier.of("huge"));
    assertEquals(
        "tier \"huge\": expected smoke or pr or publish or nightly or gpu or gpu-nd4j",
        e.getMessage());
  }

  private static boolean same(Cell a, Cell b, Axis axis) {
    return Optional.ofNullable(a.get(axis)).equals(Optional.ofNullable(b.get(axis)));
  }

  private static Set<String> values(Axis axis) {
    return SMOKE.stream()
        .filter(cell -> cell.get(axis) != null)
        .map(cell -> cell.get(axis))
        .collect(Collectors.toSet());
  }

  private static Cell cell(String line) {
    return Grid.parse(line).getFirst();
  }
}
