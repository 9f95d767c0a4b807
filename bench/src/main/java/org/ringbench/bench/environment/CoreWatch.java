package org.ringbench.bench.environment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.ringbench.cores.CoreDistance;

/**
 * Knows whether the two cores of a measurement are near each other. The host of a virtual machine
 * may keep them apart for tens of seconds, in which two threads that share data take up to twice
 * their time. That is a state of the machine and not of the program: forks wait for its end, as
 * long as there is patience, and each says how far apart the cores were.
 */
public final class CoreWatch {
  /** In forks: how many milliseconds they may wait. */
  public static final String PATIENCE = "ringbench.cores.patience";

  /** The counter of a fork: nanoseconds of a round trip before an iteration. */
  public static final String ROUND_TRIP = "coreRoundTripNanos";

  /** The counter of a fork: milliseconds that it waited before an iteration. */
  public static final String WAITED = "coreWaitMillis";

  /**
   * Nanoseconds of a round trip. Cores that share a cache take 40 to 200, others from 300 on; on a
   * machine where none share one, all patience is spent on the first forks.
   */
  private static final double APART = 250;

  /** Of one fork. */
  private static final Duration MOST_PATIENCE = Duration.ofSeconds(20);

  private final Supplier<OptionalDouble> distance;
  private Duration patience;

  /**
   * Watches the cores of this machine.
   *
   * @param patience of all forks together
   */
  public CoreWatch(Duration patience) {
    this(patience, CoreDistance::nanos);
  }

  CoreWatch(Duration patience, Supplier<OptionalDouble> distance) {
    this.patience = patience;
    this.distance = distance;
  }

  /** Whether a round trip of so many nanoseconds is that of cores which are apart. */
  public static boolean isApart(double nanos) {
    return nanos > APART;
  }

  /** Whether the cores are apart now; empty where nothing tells. */
  public Optional<Boolean> areApart() {
    OptionalDouble now = distance.get();
    return now.isEmpty() ? Optional.empty() : Optional.of(isApart(now.getAsDouble()));
  }

  /** The flags of the next fork. */
  public synchronized List<String> flags() {
    if (!patience.isPositive()) {
      return List.of();
    }
    Duration most = patience.compareTo(MOST_PATIENCE) < 0 ? patience : MOST_PATIENCE;
    return List.of("-D%s=%d".formatted(PATIENCE, most.toMillis()));
  }

  /** A fork waited so long. */
  public synchronized void waited(double milliseconds) {
    patience = patience.minusMillis(Math.round(milliseconds));
  }
}
