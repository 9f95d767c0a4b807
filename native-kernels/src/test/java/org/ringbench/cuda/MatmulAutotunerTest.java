package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.driver.CudaDriver.Grid;
import org.ringbench.cuda.driver.CudaException;
import org.ringbench.cuda.driver.DeviceInfo;
import org.ringbench.cuda.driver.KernelResources;

class MatmulAutotunerTest {
  private static final long STREAM = 77;
  private static final MatmulShape SHAPE = new MatmulShape(100, 90, 4_000, true, false);

  private final Clock clock = new Clock();
  private final Matmul matmul =
      new Matmul(clock, MatmulChoice.AUTO, new MatmulTable("a device", "k"));
  private final MatmulAutotuner tuner = new MatmulAutotuner(clock.driver(), STREAM, matmul);

  @Test
  void entersTheFastestPlanInTheTable() {
    clock.fastest = "matmul_words_tn";
    MatmulPlan plan = tuner.tune(SHAPE);
    assertEquals(MatmulForm.WORDS, plan.form());
    MatmulTable.Entry entry = matmul.table().entries().get(SHAPE);
    assertEquals(matmul.estimate().candidates(SHAPE), entry.micros().keySet());
    assertEquals(plan, matmul.plan(SHAPE));
    // The median of 1, 1, 1, 1, 5, 9, ... milliseconds: a slow run or two do not count.
    assertEquals(1_000.0, entry.micros().get(plan));
    assertTrue(clock.open.isEmpty(), clock.open.toString());
  }

  @Test
  void timesAShapeOnce() {
    tuner.tune(SHAPE);
    int launches = clock.launched.size();
    tuner.tune(SHAPE);
    assertEquals(launches, clock.launched.size());
  }

  @Test
  void givesBackMemoryAndEventsIfALaunchFails() {
    clock.failAt = 5;
    assertThrows(CudaException.class, () -> tuner.tune(SHAPE));
    assertTrue(clock.open.isEmpty(), clock.open.toString());
    assertEquals(0, matmul.table().size());
  }

  @Test
  void givesBackMemoryIfThereIsTooLittle() {
    clock.allocations = 2;
    CudaException refused = assertThrows(CudaException.class, () -> tuner.tune(SHAPE));
    assertEquals(CudaException.OUT_OF_MEMORY, refused.status());
    assertTrue(clock.open.isEmpty(), clock.open.toString());
  }

  /** A launcher and a driver without a device, where one kernel is quick and now and then late. */
  private static final class Clock implements Launcher {
    final List<String> launched = new ArrayList<>();
    final Set<String> open = new HashSet<>();
    String fastest = "";
    int failAt = Integer.MAX_VALUE;
    int allocations = Integer.MAX_VALUE;
    private long handles = 4096;
    private int measured;

    CudaDriver driver() {
      return (CudaDriver)
          Proxy.newProxyInstance(
              CudaDriver.class.getClassLoader(),
              new Class<?>[] {CudaDriver.class},
              (proxy, method, args) -> call(method.getName(), args));
    }

    private Object call(String name, Object[] args) {
      return switch (name) {
        case "allocate" -> {
          if (allocations-- == 0) {
            throw new CudaException(CudaException.OUT_OF_MEMORY, "out of memory");
          }
          yield opened("memory");
        }
        case "createEvent" -> opened("event");
        case "allocateHost" -> {
          open.add("host");
          yield Arena.ofAuto().allocate((long) args[0], 8);
        }
        case "freeHost" -> closed("host");
        case "free" -> closed("memory" + args[0]);
        case "destroyEvent" -> closed("event" + args[0]);
        case "upload" -> {
          assertEquals(STREAM, args[2]);
          assertTrue(((MemorySegment) args[0]).isNative());
          yield null;
        }
        case "copy", "synchronise", "synchroniseEvent" -> null;
        case "record" -> {
          assertEquals(STREAM, args[1]);
          yield null;
        }
        case "elapsedMillis" -> elapsed();
        default -> throw new AssertionError(name);
      };
    }

    private float elapsed() {
      int late = measured++ % 7;
      float usual = launched.getLast().equals(fastest) ? 1 : 2;
      return late < 3 ? usual * 5 * (late + 1) : usual;
    }

    private long opened(String kind) {
      open.add(kind + ++handles * 256);
      return handles * 256;
    }

    private Object closed(String handle) {
      assertTrue(open.remove(handle), handle);
      return null;
    }

    @Override
    public DeviceInfo device() {
      return new DeviceInfo(
          0, "a device", 8, 0, 108, 1L << 35, 1_410_000, 1_215_000, 5_120, 166_912);
    }

    @Override
    public Kernel kernel(String name, int parameterBytes) {
      return Kernel.of(
          name, 1, new KernelResources(128, 0, 0, 256), parameterBytes, Arena.ofAuto());
    }

    @Override
    public void allowSharedMemory(Kernel kernel, int bytes) {}

    @Override
    public void launch(Kernel kernel, Grid grid, int sharedBytes) {
      if (launched.size() == failAt) {
        throw new CudaException(700, "illegal address");
      }
      launched.add(kernel.name());
    }
  }
}
