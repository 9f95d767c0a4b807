package org.ringbench.net;

import java.util.concurrent.locks.LockSupport;

/**
 * Waits for another thread of the process: spins for some microseconds, then yields the core, which
 * the other thread may need, and at last sleeps.
 */
public final class Backoff {
  private static final int SPINS = 200;
  private static final int YIELDS = 2_000;
  private static final long SLEEP_NANOS = 50_000;

  private int turns;

  /** Waits a little. */
  @SuppressWarnings("ThreadPriorityCheck") // yielding is the point: the other thread needs a core
  public void pause() {
    turns++;
    if (turns < SPINS) {
      Thread.onSpinWait();
    } else if (turns < YIELDS) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(SLEEP_NANOS);
    }
  }

  /** Whether it is time to sleep. */
  public boolean isLong() {
    return turns >= YIELDS;
  }

  /** Starts over: what was waited for has come. */
  public void reset() {
    turns = 0;
  }
}
