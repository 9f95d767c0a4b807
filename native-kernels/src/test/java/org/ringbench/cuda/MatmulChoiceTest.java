package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringbench.cuda.driver.CudaDriver.Grid;
import org.ringbench.cuda.driver.DeviceInfo;

class MatmulChoiceTest {
  private static final DeviceInfo H100 = device(9, 0, 132);
  private static final DeviceInfo A100 = device(8, 0, 108);

  private static DeviceInfo device(int major, int minor, int multiprocessors) {
    return new DeviceInfo(
        0,
        "a device",
        major,
        minor,
        multiprocessors,
        1L << 35,
        1_700_000,
        1_600_000,
        5_120,
        101_376);
  }

  /** Hands out no kernel: these tests launch nothing. */
  private record Idle(DeviceInfo device) implements Launcher {
    @Override
    public Kernel kernel(String name, int parameterBytes) {
      throw new AssertionError(name);
    }

    @Override
    public void allowSharedMemory(Kernel kernel, int bytes) {
      throw new AssertionError(kernel);
    }

    @Override
    public void launch(Kernel kernel, Grid grid, int sharedBytes) {
      throw new AssertionError(kernel);
    }
  }

  private static MatmulPlan plan(MatmulChoice choice, MatmulShape shape) {
    return new Matmul(new Idle(A100), choice, new MatmulTable("a device", "k")).plan(shape);
  }

  @AfterEach
  void unset() {
    System.clearProperty(MatmulChoice.PROPERTY);
  }

  @ParameterizedTest
  @CsvSource({"words,WORDS", "digits,DIGITS", "auto,AUTO"})
  void readsTheProperty(String value, MatmulChoice choice) {
    assertEquals(MatmulChoice.AUTO, MatmulChoice.configured());
    System.setProperty(MatmulChoice.PROPERTY, value);
    assertEquals(choice, MatmulChoice.configured());
  }

  @Test
  void refusesAnUnknownForm() {
    System.setProperty(MatmulChoice.PROPERTY, "fast");
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, MatmulChoice::configured);
    assertEquals(
        "-Dringbench.cuda.gemm=fast: expected words, digits or auto", refused.getMessage());
  }

  @Test
  void forcesAForm() {
    MatmulShape square = new MatmulShape(512, 512, 512, false, false);
    MatmulShape thin = new MatmulShape(512, 1, 512, false, false);
    assertEquals(MatmulForm.WORDS, plan(MatmulChoice.WORDS, square).form());
    assertEquals(MatmulForm.THIN, plan(MatmulChoice.WORDS, thin).form());
    assertEquals(MatmulForm.DIGITS, plan(MatmulChoice.DIGITS, thin).form());
    assertEquals(MatmulForm.THIN, plan(MatmulChoice.AUTO, thin).form());
    assertEquals(MatmulForm.DIGITS, plan(MatmulChoice.AUTO, square).form());
  }

  @Test
  void takesWhatTheTableSays() {
    MatmulShape shape = new MatmulShape(512, 512, 512, false, false);
    MatmulPlan slow = new MatmulPlan(MatmulForm.WORDS, 3);
    MatmulTable table = new MatmulTable("a device", "k");
    table.put(shape, Map.of(slow, 1.0, new MatmulPlan(MatmulForm.DIGITS, 1), 2.0));
    assertEquals(slow, new Matmul(new Idle(A100), MatmulChoice.AUTO, table).plan(shape));
  }

  @Test
  void splitsLongProductsOfFewTiles() {
    MatmulPlan plan = plan(MatmulChoice.AUTO, new MatmulShape(64, 128, 1568, false, false));
    assertTrue(plan.slices() > 4, plan.toString());
    assertEquals(
        1, plan(MatmulChoice.AUTO, new MatmulShape(4096, 4096, 64, false, false)).slices());
  }

  @Test
  void predictsThreeTimesTheSpeedFromDigitsOnHopper() {
    MatmulShape shape = new MatmulShape(4096, 4096, 4096, false, false);
    MatmulEstimate estimate = new MatmulEstimate(H100);
    double words = estimate.clocks(new MatmulPlan(MatmulForm.WORDS, 1), shape);
    double digits = estimate.clocks(new MatmulPlan(MatmulForm.DIGITS, 1), shape);
    assertTrue(words / digits >= 3, words + " and " + digits + " clocks");
  }

  @Test
  void candidatesAreValidAndHoldTheEstimate() {
    SplittableRandom random = new SplittableRandom(5);
    MatmulEstimate estimate = new MatmulEstimate(A100);
    for (int i = 0; i < 200; i++) {
      MatmulShape shape =
          new MatmulShape(
              1 + random.nextInt(1 << random.nextInt(1, 13)),
              1 + random.nextInt(1 << random.nextInt(1, 13)),
              1 + random.nextInt(1 << random.nextInt(1, 16)),
              random.nextBoolean(),
              random.nextBoolean());
      Set<MatmulPlan> candidates = estimate.candidates(shape);
      assertTrue(candidates.contains(estimate.plan(shape)), shape.toString());
      assertTrue(candidates.stream().allMatch(p -> p.form().takes(shape)), shape.toString());
    }
  }
}
