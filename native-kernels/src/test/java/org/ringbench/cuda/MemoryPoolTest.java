package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.emulator.Call;
import org.ringbench.emulator.EmulatedDriver;
import org.ringbench.emulator.GpuModel;
import org.ringbench.ptx.WarpOrder;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/** Reuse by exact size, and what is pooled goes before memory is refused. */
class MemoryPoolTest {
  private static final int MEMORY = 8192;

  private final EmulatedDriver driver =
      Emulation.driver(
          Emulation.settings(WarpOrder.FORWARD, 1).withGpus(GpuModel.A100.withMemory(MEMORY)));
  private final MemoryPool pool = new MemoryPool(driver);

  MemoryPoolTest() {
    driver.makeCurrent(driver.retainContext(0));
  }

  @Test
  void givesTheSameMemoryForTheSameSizeOnly() {
    long first = pool.take(1024);
    long second = pool.take(1024);
    assertNotEquals(first, second);
    pool.give(first, 1024);
    assertNotEquals(first, pool.take(1000));
    assertEquals(first, pool.take(1024));
    assertEquals(3, driver.calls(Call.ALLOCATE));
    assertNotEquals(first, pool.take(1024));
    assertEquals(4, driver.calls(Call.ALLOCATE));
  }

  @Test
  void freesWhatIsPooledBeforeItRefuses() {
    long used = pool.take(2048);
    for (int bytes : new int[] {2048, 1024, 1024, 512}) {
      pool.give(pool.take(bytes), bytes);
    }
    assertEquals(4, driver.calls(Call.ALLOCATE), "the second 1024 are the first ones");
    long large = pool.take(MEMORY - 2048);
    assertEquals(3, driver.calls(Call.FREE));
    CudaException refused = assertThrows(CudaException.class, () -> pool.take(512));
    assertEquals(CudaException.OUT_OF_MEMORY, refused.status());
    assertEquals(7, driver.calls(Call.ALLOCATE), "nothing is pooled: asking again is of no use");
    pool.give(large, MEMORY - 2048);
    pool.give(used, 2048);
    pool.clear();
    assertDoesNotThrow(() -> pool.take(MEMORY), "the device is empty again");
  }

  @Test
  void otherFailuresAreNotForThePool() {
    pool.give(pool.take(512), 512);
    driver.refuse(Call.ALLOCATE, 1, 999);
    assertEquals(999, assertThrows(CudaException.class, () -> pool.take(1024)).status());
    assertEquals(0, driver.calls(Call.FREE));
  }

  /** What one backend leaves, the next one finds: cleared, and without asking the driver. */
  @Test
  void backendsHandMemoryOn() {
    EmulatedDriver shared = Emulation.driver();
    try (RingBackend stays = CudaBackend.open(shared, 0)) {
      long asked = 0;
      for (int round = 0; round < 3; round++) {
        try (RingBackend backend = CudaBackend.open(shared, 0)) {
          RingTensor tensor = backend.allocate(new Shape(7, 3));
          long[] words = new long[21];
          backend.download(tensor, words, 0);
          assertArrayEquals(new long[21], words);
          Arrays.fill(words, -1);
          backend.upload(words, 0, tensor);
        }
        if (round == 0) {
          asked = shared.calls(Call.ALLOCATE);
        }
      }
      assertEquals(asked, shared.calls(Call.ALLOCATE));
      assertEquals("cuda", stays.id());
    }
    assertEquals(Map.of(), shared.leaks());
  }
}
