package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Statistics;

class TierTest {
  private static final List<Cell> SMOKE = Tier.SMOKE.cells();

  @Test
  void smokeFitsItsTime() {
    Duration forks =
        Tier.SMOKE.timing().ofFork().multipliedBy((long) SMOKE.size() * Tier.SMOKE.forks());
    Duration all = forks.plus(Tier.SMOKE.accuracy().estimate());
    assertTrue(all.compareTo(Duration.ofSeconds(230)) < 0, "estimate " + all);
    assertTrue(Tier.SMOKE.forks() >= Statistics.MIN_FORKS);
  }

  @Test
  void smokeHoldsTheHeadlineAndEveryAxis() {
    assertTrue(SMOKE.contains(cell("trainingStep")), "mlp, encrypted, total, f = 16, batch 64");
    assertEquals(Set.of("8", "12", "16", "20", "24"), values(Axis.FRACTION_BITS));
    assertEquals(Set.of("16", "64", "128", "512"), values(Axis.BATCH_SIZE));
    assertEquals(Set.of("radix4", "radix2"), values(Axis.COMPARISON));
    assertEquals(Set.of(Names.TOTAL, Names.ONLINE, Names.OFFLINE), values(Axis.PHASE));
    assertEquals(Set.of("mlp", "linreg"), values(Axis.MODEL));
    assertEquals(SMOKE.size(), Set.copyOf(SMOKE).size(), "nothing is measured twice");
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
    assertEquals("tier \"huge\": expected smoke or gpu or gpu-nd4j", e.getMessage());
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
