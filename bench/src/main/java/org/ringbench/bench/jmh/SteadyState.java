package org.ringbench.bench.jmh;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * Warms up until the compiler has done its work, however long that takes on a busy machine: a fixed
 * number of warm-up iterations is too long on most and too short on some.
 */
final class SteadyState {
  private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(80);
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(20);

  /** A window is calm if its best time is no better than the best so far by more than this part, */
  private static final double FASTER = 0.03;

  /** its operations allocate no less than the leanest so far by more than these bytes, */
  private static final long LEANER = 2_000;

  /** and the compiler worked for less than this, two ticks of its clock. */
  private static final long COMPILING = TimeUnit.MILLISECONDS.toNanos(20);

  private static final int CALM_WINDOWS = 4;

  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private SteadyState() {}

  /** As {@link #reach(Runnable, Runnable)}, with nothing to prepare. */
  static void reach(Runnable operation) {
    reach(() -> {}, operation);
  }

  /**
   * Runs the operation for windows of time until some of them in a row are calm, or for 20 s: what
   * is compiled later than that is hardly ever run.
   *
   * @param prepare comes before each operation and is not timed
   */
  static void reach(Runnable prepare, Runnable operation) {
    long start = System.nanoTime();
    Window best = new Window(Long.MAX_VALUE, Long.MAX_VALUE, 0);
    for (int calm = 0; calm < CALM_WINDOWS && System.nanoTime() - start < LIMIT; ) {
      Window window = Window.of(prepare, operation);
      calm = window.isCalm(best) ? calm + 1 : 0;
      best = best.orBetter(window);
      CompilerThreads.awaitIdle(); // it is done sooner with the cores to itself
    }
  }

  /**
   * Some operations in a row.
   *
   * @param nanos of the fastest
   * @param allocated bytes of each, on the average
   * @param compiling the compiler's nanoseconds
   */
  private record Window(long nanos, long allocated, long compiling) {
    static Window of(Runnable prepare, Runnable operation) {
      long compiled = CompilerThreads.nanos();
      long allocated = THREADS.getTotalThreadAllocatedBytes();
      long start = System.nanoTime();
      long best = Long.MAX_VALUE;
      int count = 0;
      do {
        prepare.run();
        long before = System.nanoTime();
        operation.run();
        best = Math.min(best, System.nanoTime() - before);
        count++;
      } while (System.nanoTime() - start < WINDOW);
      return new Window(
          best,
          (THREADS.getTotalThreadAllocatedBytes() - allocated) / count,
          CompilerThreads.nanos() - compiled);
    }

    boolean isCalm(Window best) {
      return nanos > best.nanos * (1 - FASTER)
          && allocated >= best.allocated - LEANER
          && compiling < COMPILING;
    }

    Window orBetter(Window other) {
      return new Window(
          Math.min(nanos, other.nanos), Math.min(allocated, other.allocated), other.compiling);
    }
  }
}
