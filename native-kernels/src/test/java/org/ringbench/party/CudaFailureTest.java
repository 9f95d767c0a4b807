package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.cuda.Emulation;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.emulator.Call;
import org.ringbench.emulator.EmulatedDriver;
import org.ringbench.emulator.EmulatorSettings;
import org.ringbench.emulator.GpuModel;
import org.ringbench.plan.Setting;
import org.ringbench.ptx.WarpOrder;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;

/**
 * A GPU that fails in mid-training: a clean error, nothing left behind, and the next session runs.
 */
class CudaFailureTest {
  private static final int ILLEGAL_ADDRESS = 700;

  private final Training training = Training.of("mlp", Setting.of(16));
  private final EmulatedDriver driver = Emulation.driver();

  private SessionSpec spec(Execution execution) {
    return training.spec(Emulation.provider(driver)).with(execution);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 40, 150, 230})
  void outOfMemoryFreesAllMemory(int allocation) {
    driver.refuse(Call.ALLOCATE, allocation, CudaException.OUT_OF_MEMORY);
    CudaException failure =
        assertThrows(CudaException.class, () -> train(spec(Execution.LOCKSTEP), 5));
    assertEquals(CudaException.OUT_OF_MEMORY, failure.status());
    assertTrue(failure.getMessage().contains("no memory for "), failure.getMessage());
    assertEquals(Map.of(), driver.leaks());
    assertDoesNotThrow(() -> train(spec(Execution.LOCKSTEP), 5));
  }

  @ParameterizedTest
  @EnumSource(
      value = Call.class,
      names = {
        "LOAD_MODULE",
        "FUNCTION",
        "ALLOCATE_HOST",
        "UPLOAD",
        "CREATE_STREAM",
        "CREATE_EVENT",
        "RECORD",
        "AWAIT",
        "COPY",
        "LAUNCH",
        "BEGIN_CAPTURE",
        "INSTANTIATE",
        "LAUNCH_GRAPH"
      })
  void aRefusedCallEndsTheSession(Call call) {
    driver.refuse(call, 1, 999);
    CudaException failure =
        assertThrows(CudaException.class, () -> train(spec(Execution.GRAPH), 9));
    assertEquals(999, failure.status());
    assertEquals(Map.of(), driver.leaks());
  }

  /** It may be the dealer's, who is some steps ahead: the parties find it when they come there. */
  @ParameterizedTest
  @EnumSource(Execution.class)
  void aFailedKernelIsFoundWhereTheHostWaits(Execution execution) {
    int ahead = spec(execution).dealing().steps();
    try (Session session = Session.open(spec(execution))) {
      session.step();
      driver.refuse(Call.SYNCHRONISE, 3, ILLEGAL_ADDRESS);
      RuntimeException failure =
          assertThrows(RuntimeException.class, () -> steps(session, 3 + ahead));
      Throwable cause = failure;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      assertEquals(ILLEGAL_ADDRESS, ((CudaException) cause).status());
      assertThrows(IllegalStateException.class, session::step);
    }
  }

  @Test
  void anOldDriverIsToldWhichOneIsNeeded() {
    EmulatedDriver old =
        Emulation.driver(Emulation.settings(WarpOrder.FORWARD, 1).withDriverVersion(11_080));
    CudaException failure =
        assertThrows(CudaException.class, () -> Emulation.provider(old).create());
    assertTrue(failure.getMessage().contains("12.0"), failure.getMessage());
    assertEquals(Map.of(), old.leaks());
  }

  @Test
  void backendsOfTwoDevicesAreNotBesideEachOther() {
    EmulatorSettings two =
        Emulation.settings(WarpOrder.FORWARD, 1).withGpus(GpuModel.A100, GpuModel.H100);
    EmulatedDriver both = Emulation.driver(two);
    RingBackendProvider first = Emulation.provider(both, 0);
    RingBackendProvider second = Emulation.provider(both, 1);
    assertFalse(first.device().equals(second.device()));
    try (RingBackend a = first.create();
        RingBackend b = second.create()) {
      assertFalse(a.isBeside(b));
      assertThrows(UnsupportedOperationException.class, () -> a.record(List.of(b), () -> {}));
    }
    assertEquals(Map.of(), both.leaks());
  }

  private static void train(SessionSpec spec, int steps) {
    try (Session session = Session.open(spec)) {
      steps(session, steps);
    }
  }

  private static void steps(Session session, int steps) {
    for (int i = 0; i < steps; i++) {
      session.step();
    }
  }
}
