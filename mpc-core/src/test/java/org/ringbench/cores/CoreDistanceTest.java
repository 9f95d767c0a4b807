package org.ringbench.cores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class CoreDistanceTest {
  @Test
  void aRoundTripTakesTimeWhereThreadsCanBeBound() {
    boolean bound = CoreBinding.onCores(2).isBound();
    boolean answered = false;
    for (int attempt = 0; attempt < 50 && !answered; attempt++) {
      OptionalDouble nanos = CoreDistance.nanos();
      nanos.ifPresent(n -> assertTrue(n > 1 && n < 1e6, n + " ns"));
      answered = nanos.isPresent();
    }
    assertEquals(bound, answered, "other work may take single answers, not fifty");
  }
}
