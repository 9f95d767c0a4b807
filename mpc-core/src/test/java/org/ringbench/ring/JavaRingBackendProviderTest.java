package org.ringbench.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JavaRingBackendProviderTest {
  private static final String VECTOR = "ringbench.vector";

  @AfterEach
  void restore() {
    System.clearProperty(VECTOR);
  }

  @Test
  void isRegistered() {
    RingBackendProvider provider = RingBackends.provider("java");
    assertTrue(provider.unavailable().isEmpty());
    try (RingBackend backend = provider.create()) {
      assertInstanceOf(JavaRingBackend.class, backend);
      assertEquals("java", backend.id());
      assertEquals(64, backend.bits());
    }
  }

  @Test
  void saysWhatItRunsOn() {
    RingBackendProvider provider = RingBackends.provider("java");
    assertTrue(provider.device().matches("\\d+-bit vectors|plain loops"), provider.device());
    System.setProperty(VECTOR, "off");
    assertEquals("plain loops", provider.device());
  }
}
