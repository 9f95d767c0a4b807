package org.ringbench.bench.gpu;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A moment that the clock comes to. */
final class Deadline {
  private final LongSupplier nanoTime;
  private final long end;

  Deadline(Duration limit, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    end = nanoTime.getAsLong() + limit.toNanos();
  }

  /** What is left; zero once it is over. */
  Duration left() {
    return Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
  }

  boolean isOver() {
    return left().isZero();
  }

  /** This one, or {@code limit} from now if that is earlier. */
  Deadline atMost(Duration limit) {
    return new Deadline(limit.compareTo(left()) < 0 ? limit : left(), nanoTime);
  }
}
