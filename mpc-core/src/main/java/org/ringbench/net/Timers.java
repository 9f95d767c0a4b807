package org.ringbench.net;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread for the signs of life of all connections; their tasks never wait. */
final class Timers {
  private static final ScheduledThreadPoolExecutor THREAD = thread();

  private Timers() {}

  private static ScheduledThreadPoolExecutor thread() {
    var executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("ringbench-alive").factory());
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  static ScheduledFuture<?> every(Runnable task, long nanos) {
    return THREAD.scheduleWithFixedDelay(task, nanos, nanos, TimeUnit.NANOSECONDS);
  }
}
