package org.ringbench.bench.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Compares the wall clock with the monotonic one: a wall clock that stepped means that the machine
 * was suspended, moved or set right in the middle of a session.
 */
final class SessionClock {
  private static final Duration TOLERANCE = Duration.ofMillis(250);

  private final LongSupplier wallMillis;
  private final LongSupplier nanoTime;
  private long wall;
  private long nanos;

  SessionClock(LongSupplier wallMillis, LongSupplier nanoTime) {
    this.wallMillis = wallMillis;
    this.nanoTime = nanoTime;
    wall = wallMillis.getAsLong();
    nanos = nanoTime.getAsLong();
  }

  /** The system's clocks. */
  static SessionClock ofSystem() {
    return new SessionClock(() -> Instant.now().toEpochMilli(), System::nanoTime);
  }

  /** What is wrong with the time since the last call, in words. */
  Optional<String> step() {
    long wallNow = wallMillis.getAsLong();
    long nanosNow = nanoTime.getAsLong();
    Duration elapsed = Duration.ofNanos(nanosNow - nanos);
    Duration step = Duration.ofMillis(wallNow - wall).minus(elapsed);
    wall = wallNow;
    nanos = nanosNow;
    if (elapsed.isNegative()) {
      return Optional.of("the monotonic clock went back by " + seconds(elapsed.negated()));
    }
    if (step.abs().compareTo(TOLERANCE) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        "the clock stepped %s by %s"
            .formatted(step.isNegative() ? "back" : "forward", seconds(step.abs())));
  }

  private static String seconds(Duration duration) {
    return "%.1f s".formatted(duration.toMillis() / 1e3);
  }
}
