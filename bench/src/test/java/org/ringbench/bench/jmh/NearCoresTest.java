package org.ringbench.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class NearCoresTest {
  private final ArrayDeque<OptionalDouble> seen = new ArrayDeque<>();

  private NearCores cores(long patienceMillis, double... nanos) {
    for (double each : nanos) {
      seen.add(OptionalDouble.of(each));
    }
    return new NearCores(patienceMillis, seen::remove);
  }

  @Test
  void waitsUntilTheyAreNear() {
    NearCores.Seen last = cores(60_000, 480, 480, 120, 90).await();
    assertEquals(120, last.roundTripNanos());
    assertTrue(last.waitedMillis() > 0);
    assertEquals(List.of(OptionalDouble.of(90)), List.copyOf(seen), "and no longer");
  }

  @Test
  void withoutPatienceItOnlyLooks() {
    assertEquals(480, cores(0, 480, 90).await().roundTripNanos());
    assertEquals(1, seen.size());
  }

  @Test
  void patienceEnds() {
    NearCores cores = new NearCores(1, () -> OptionalDouble.of(480));
    assertEquals(480, cores.await().roundTripNanos());
    assertEquals(480, cores.await().roundTripNanos());
  }

  @Test
  void whereNothingTellsNobodyWaits() {
    NearCores cores = new NearCores(60_000, OptionalDouble::empty);
    assertTrue(Double.isNaN(cores.await().roundTripNanos()));
  }
}
