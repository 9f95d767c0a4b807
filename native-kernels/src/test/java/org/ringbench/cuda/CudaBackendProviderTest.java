package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.ringbench.cuda.jcuda.Probe;
import org.ringbench.emulator.EmulatedDriver;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;

class CudaBackendProviderTest {

  @Test
  void isRegistered() {
    assertTrue(
        ServiceLoader.load(RingBackendProvider.class).stream()
            .anyMatch(found -> found.type() == CudaBackendProvider.class));
    assertEquals("cuda", new CudaBackendProvider().id());
  }

  /** On a machine without a GPU. */
  @Test
  void saysInWordsThatThisMachineCannotRunIt() {
    Optional<String> reason = new CudaBackendProvider().unavailable();
    assumeTrue(reason.isPresent(), "this machine has a GPU");
    assertTrue(reason.get().endsWith("-Dringbench.backend=java"), reason.get());
  }

  @Test
  void failsWithTheSameSentence() {
    RingBackendProvider provider =
        new CudaBackendProvider(() -> new Probe.Unavailable("no GPU: buy one"), _ -> null);
    assertEquals(Optional.of("no GPU: buy one"), provider.unavailable());
    assertEquals("none", provider.device());
    String message = assertThrows(IllegalStateException.class, provider::create).getMessage();
    assertEquals("no GPU: buy one", message);
  }

  @Test
  void makesBackendsThatShareTheGpu() {
    EmulatedDriver driver = Emulation.driver();
    RingBackendProvider provider = Emulation.provider(driver);
    assertEquals(Optional.empty(), provider.unavailable());
    assertTrue(provider.device().contains("A100"), provider.device());
    try (RingBackend one = provider.create();
        RingBackend two = provider.create()) {
      assertEquals("cuda", one.id());
      assertTrue(one.isBeside(two));
    }
    assertEquals(Map.of(), driver.leaks());
  }
}
