package org.ringbench.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RingBackendsTest {
  @AfterEach
  void restore() {
    System.clearProperty(RingBackends.PROPERTY);
  }

  @Test
  void aPropertyNamesTheUsualBackend() {
    assertEquals("java", RingBackends.usual());
    System.setProperty(RingBackends.PROPERTY, "abacus");
    assertEquals("abacus", RingBackends.usual(), "never another one in its place");
  }

  @Test
  void theUsualBackendIsTheFirstThatCanRun() {
    assertEquals("java", RingBackends.firstAvailable(List.of("abacus", "java")));
    assertEquals("java", RingBackends.firstAvailable(List.of("java", "abacus")));
  }

  @Test
  void findsAProviderThatNeedNotRun() {
    assertTrue(RingBackends.find("java").isPresent());
    assertFalse(RingBackends.find("abacus").isPresent());
  }
}
