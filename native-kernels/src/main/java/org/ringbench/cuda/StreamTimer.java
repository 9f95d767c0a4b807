package org.ringbench.cuda;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.driver.CudaException;

/** Times what is launched on one stream, by pairs of events that are used again and again. */
final class StreamTimer {
  private static final double NANOS_PER_MILLI = 1e6;

  private record Pair(long start, long end) {}

  private final CudaDriver driver;
  private final long stream;
  private final Deque<Pair> idle = new ArrayDeque<>();
  private final List<Pair> pending = new ArrayList<>();
  private Pair current;

  StreamTimer(CudaDriver driver, long stream) {
    this.driver = driver;
    this.stream = stream;
  }

  /** A launch comes. */
  void begin() {
    if (current == null) {
      current =
          idle.isEmpty()
              ? new Pair(driver.createEvent(true), driver.createEvent(true))
              : idle.pop();
    }
    driver.record(current.start, stream);
  }

  /** It has been queued. */
  void end() {
    driver.record(current.end, stream);
    pending.add(current);
    current = null;
  }

  /** Nanoseconds of the launches since the last time; the stream is synchronised. */
  long collect() {
    double millis = 0;
    for (Pair pair : pending) {
      millis += driver.elapsedMillis(pair.start, pair.end);
      idle.push(pair);
    }
    pending.clear();
    return Math.round(millis * NANOS_PER_MILLI);
  }

  /**
   * Gives the events back. After a failed kernel the driver refuses that, and frees them itself.
   */
  void close() {
    pending.addAll(idle);
    if (current != null) {
      pending.add(current);
    }
    for (Pair pair : pending) {
      try {
        driver.destroyEvent(pair.start);
        driver.destroyEvent(pair.end);
      } catch (CudaException e) {
        return;
      }
    }
  }
}
