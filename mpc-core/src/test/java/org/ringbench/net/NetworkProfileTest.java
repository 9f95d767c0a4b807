package org.ringbench.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Profiles by name, and figures that cannot be. */
class NetworkProfileTest {
  @Test
  void profilesHaveNames() {
    for (NetworkProfile profile : NetworkProfile.ALL) {
      assertEquals(profile, NetworkProfile.of(profile.name()).orElseThrow());
    }
    assertTrue(NetworkProfile.of("lan").isEmpty());
    assertFalse(NetworkProfile.IN_MEMORY.isEmulated());
    assertFalse(NetworkProfile.LOOPBACK.isEmulated());
    assertTrue(NetworkProfile.WAN.isEmulated());
  }

  @Test
  void figuresAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new NetworkProfile("a b", 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new NetworkProfile("x", -1, 1));
    assertThrows(IllegalArgumentException.class, () -> new NetworkProfile("x", 1, Double.NaN));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new NetworkProfile("x", 1, -2));
    assertEquals("network x: roundTripMillis -2.0: expected 0 to 60000", e.getMessage());
  }

  @Test
  void withoutLimitsOnlyTheWorkTakesTime() {
    assertEquals(7, NetworkProfile.IN_MEMORY.predictMillis(18, 2_000_000, 7));
  }
}
