package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.ringbench.ring.RingBackendProvider;

class CudaBackendProviderTest {

  private final RingBackendProvider provider = new CudaBackendProvider();

  @Test
  void isRegistered() {
    assertTrue(
        ServiceLoader.load(RingBackendProvider.class).stream()
            .anyMatch(found -> found.type() == CudaBackendProvider.class));
    assertEquals("cuda", provider.id());
  }

  @Test
  void saysInWordsThatItCannotRun() {
    String reason = provider.unavailable().orElseThrow();
    assertTrue(reason.contains("not built yet"), reason);
    assertTrue(reason.contains("-Dringbench.backend=java"), reason);
  }

  @Test
  void failsWithTheSameSentence() {
    String message = assertThrows(IllegalStateException.class, provider::create).getMessage();
    assertEquals(provider.unavailable().orElseThrow(), message);
  }
}
