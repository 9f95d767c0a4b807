package org.ringbench.natives;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.natives.NativeBackendProvider.Probe;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingBackends;

class NativeBackendProviderTest {
  private static final int NO_TILES = Cpu.AVX512 | Cpu.VAES | Cpu.VBMI;

  @AfterEach
  void restore() {
    System.clearProperty(NativeBackendProvider.THREADS);
    System.clearProperty("ringbench.vector");
  }

  private static RingBackendProvider of(int bits) {
    return new NativeBackendProvider(() -> ThisMachine.judge(new Cpu(bits)));
  }

  @Test
  void isRegistered() {
    Machines.requireCpu();
    try (RingBackend backend = RingBackends.provider("native").create()) {
      assertEquals("native", backend.id());
      assertEquals(64, backend.bits());
    }
  }

  @Test
  void isUnavailableWithoutAvx512() {
    RingBackendProvider provider = of(Cpu.VAES);
    String reason = provider.unavailable().orElseThrow();
    assertTrue(reason.contains("no AVX-512"), reason);
    assertEquals("none", provider.instructionSet());
    assertEquals(List.of(), provider.kernels());
    assertEquals(reason, assertThrows(IllegalStateException.class, provider::create).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1  | AVX-512                                              | AVX-512 vpmullq
          3  | AVX-512, VAES                                        | AVX-512 vpmullq
          15 | AVX-512, VAES (AMX: permission denied by the system) | AVX-512 vpmullq
          27 | AVX-512, VAES                                        | AVX-512 vpmullq
          31 | AMX-INT8, AVX-512, VAES                              | AMX int8 tiles
          """)
  void saysWhatItUses(int bits, String instructions, String matmul) {
    RingBackendProvider provider = of(bits);
    assertEquals(Optional.empty(), provider.unavailable());
    assertEquals(instructions, provider.instructionSet());
    assertTrue(provider.device().contains(instructions), provider.device());
    assertEquals("matmul: native, " + matmul, provider.kernels().getFirst());
  }

  @Test
  void saysWhatStaysOnJava() {
    assertTrue(of(Cpu.AVX512).kernels().get(1).startsWith("expand: java"));
    assertEquals("expand: native, VAES", of(NO_TILES).kernels().get(1));
    assertTrue(of(NO_TILES).kernels().getLast().contains("java vectors"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "two", "9999"})
  void refusesThreads(String threads) {
    System.setProperty(NativeBackendProvider.THREADS, threads);
    String message =
        assertThrows(IllegalArgumentException.class, () -> of(NO_TILES).create()).getMessage();
    assertTrue(message.contains(NativeBackendProvider.THREADS + "=" + threads), message);
  }

  /** Plain loops were asked for: it says so, and is not what runs where nothing is named. */
  @Test
  void refusesPlainLoopsBesideItsKernels() {
    System.setProperty("ringbench.vector", "off");
    RingBackendProvider provider = of(NO_TILES);
    String reason = provider.unavailable().orElseThrow();
    assertTrue(reason.contains("jdk.incubator.vector"), reason);
    assertEquals(reason, assertThrows(IllegalStateException.class, provider::create).getMessage());
    assertEquals("java", RingBackends.usual().id());
  }

  @Test
  void isUsualWhereItRuns() {
    Machines.requireCpu();
    assertEquals("native", RingBackends.usual().id());
    assertEquals("native", RingBackends.provider(RingBackends.USUAL).id());
  }

  @Test
  void runsHere() {
    Probe.Available available = assertInstanceOf(Probe.Available.class, here());
    assertTrue(available.cpu().avx512());
  }

  private static Probe here() {
    Machines.requireCpu();
    return ThisMachine.probe();
  }
}
