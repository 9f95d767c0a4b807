package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.emulator.Call;
import org.ringbench.emulator.EmulatedDriver;

/** The ruler of launches, on a driver that runs its PTX. */
class EmptyLaunchTest {
  private final EmulatedDriver driver = Emulation.driver();

  @Test
  void launchesAKernelThatDoesNothing() {
    try (EmptyLaunch launch = EmptyLaunch.open(driver, 0)) {
      assertTrue(launch.micros(5) > 0);
      assertEquals(25, driver.statistics().launches().get("empty"), "some of them to warm up");
    }
    assertTrue(driver.leaks().isEmpty(), () -> driver.leaks().toString());
  }

  @Test
  void whatCannotBeLoadedLeavesNothingBehind() {
    driver.refuse(Call.LOAD_MODULE, 1, 209);
    assertThrows(CudaException.class, () -> EmptyLaunch.open(driver, 0));
    assertTrue(driver.leaks().isEmpty(), () -> driver.leaks().toString());
  }
}
