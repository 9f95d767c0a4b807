package org.ringbench.bench.jmh;

import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.ringbench.bench.environment.CoreWatch;
import org.ringbench.cores.CoreDistance;

/**
 * Waits, between the iterations of a fork, until the host has the two cores near each other: see
 * {@link CoreWatch}, which gives a fork its patience. Without any it only looks.
 */
final class NearCores {
  /**
   * What was seen.
   *
   * @param roundTripNanos at the end; NaN where nothing tells
   * @param waitedMillis until then
   */
  record Seen(double roundTripNanos, double waitedMillis) {
    /** Where one thread works alone. */
    static final Seen NOTHING = new Seen(Double.NaN, Double.NaN);
  }

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private final Supplier<OptionalDouble> distance;
  private long patience;

  /** As the properties of this JVM say. */
  NearCores() {
    this(Long.getLong(CoreWatch.PATIENCE, 0), CoreDistance::nanos);
  }

  NearCores(long patienceMillis, Supplier<OptionalDouble> distance) {
    this.distance = distance;
    patience = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
  }

  /** Waits while there is patience. */
  Seen await() {
    long start = System.nanoTime();
    double now = look();
    while (CoreWatch.isApart(now) && System.nanoTime() - start < patience) {
      LockSupport.parkNanos(PAUSE);
      now = look();
    }
    long waited = System.nanoTime() - start;
    patience -= waited;
    return new Seen(now, waited / (double) TimeUnit.MILLISECONDS.toNanos(1));
  }

  private double look() {
    return distance.get().orElse(Double.NaN);
  }
}
