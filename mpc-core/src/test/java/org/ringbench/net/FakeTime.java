package org.ringbench.net;

/** A clock for each thread, which moves only when its thread waits. */
final class FakeTime implements TimeSource {
  private final ThreadLocal<long[]> now = ThreadLocal.withInitial(() -> new long[1]);

  @Override
  public long nanos() {
    return now.get()[0];
  }

  @Override
  public void waitUntil(long nanos) {
    now.get()[0] = Math.max(now.get()[0], nanos);
  }

  /** Lets time pass on this thread, as a computation does. */
  void compute(long nanos) {
    now.get()[0] += nanos;
  }
}
