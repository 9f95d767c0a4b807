package org.ringbench.cores;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * How far apart the two cores are that {@link CoreBinding#onCores} gives to two threads: a round
 * trip of a cache line between them. Cores that share a cache take about 100 ns, others several
 * times as long. On a virtual machine the host may move them from one state to the other, at any
 * time and without a sign.
 */
public final class CoreDistance {
  private static final int TRIPS = 500;
  private static final int BURSTS = 8;
  private static final long LIMIT = TimeUnit.MILLISECONDS.toNanos(5);

  /** The first time the compiler has to come first. */
  private static final long FIRST_LIMIT = TimeUnit.MILLISECONDS.toNanos(200);

  private static final int FIRST_BURSTS = 400;
  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  /** Places of the words, each on cache lines of its own. */
  private static final int BALL = 32;

  private static final int RETURN = 64;
  private static boolean measured;

  private final long[] words = new long[96];
  private final long deadline;
  private final int bursts;
  private double best = Double.POSITIVE_INFINITY;

  private CoreDistance(boolean first) {
    deadline = System.nanoTime() + (first ? FIRST_LIMIT : LIMIT);
    bursts = first ? FIRST_BURSTS : BURSTS;
  }

  /**
   * Nanoseconds of a round trip now, the fastest of some bursts; empty where threads cannot be
   * bound to two cores, or others kept these busy. It takes about a millisecond.
   */
  public static synchronized OptionalDouble nanos() {
    CoreBinding binding = CoreBinding.onCores(2);
    if (!binding.isBound()) {
      return OptionalDouble.empty();
    }
    CoreDistance distance = new CoreDistance(!measured);
    measured = true;
    // Two threads of its own: the caller's may be bound elsewhere.
    Thread there = start(binding, 1, distance::answer);
    Thread here = start(binding, 0, distance::serve);
    try {
      here.join();
      there.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalDouble.empty();
    }
    return distance.best == Double.POSITIVE_INFINITY
        ? OptionalDouble.empty()
        : OptionalDouble.of(distance.best);
  }

  private static Thread start(CoreBinding binding, int thread, Runnable part) {
    return Thread.ofPlatform()
        .name("core-distance-" + thread)
        .daemon()
        .start(
            () -> {
              binding.bind(thread);
              part.run();
            });
  }

  private void serve() {
    long trip = 0;
    for (int burst = 0; burst < bursts; burst++) {
      long start = System.nanoTime();
      for (int k = 0; k < TRIPS; k++) {
        trip++;
        WORD.setRelease(words, BALL, trip);
        if (!await(RETURN, trip)) {
          return;
        }
      }
      best = Math.min(best, (System.nanoTime() - start) / (double) TRIPS);
    }
  }

  private void answer() {
    for (long trip = 1; trip <= (long) bursts * TRIPS; trip++) {
      if (!await(BALL, trip)) {
        return;
      }
      WORD.setRelease(words, RETURN, trip);
    }
  }

  /** Whether the word came to this value in time. */
  private boolean await(int place, long value) {
    for (int looks = 1; (long) WORD.getAcquire(words, place) < value; looks++) {
      if ((looks & 0x3ff) == 0 && System.nanoTime() > deadline) {
        return false;
      }
    }
    return true;
  }
}
