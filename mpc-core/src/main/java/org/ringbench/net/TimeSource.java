package org.ringbench.net;

import java.util.concurrent.locks.LockSupport;

/** A clock that one can wait for; tests have one of their own. */
interface TimeSource {
  /** The machine's clock: the same for all processes. */
  TimeSource SYSTEM = new SystemTime();

  /** Now, in ns. */
  long nanos();

  /** Waits until then. */
  void waitUntil(long nanos);

  /** Sleeps while there is time, then spins: a sleep alone is late by more than a LAN takes. */
  final class SystemTime implements TimeSource {
    private static final long SPIN_NANOS = 120_000;

    @Override
    public long nanos() {
      return System.nanoTime();
    }

    @Override
    public void waitUntil(long nanos) {
      for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
        if (left > SPIN_NANOS) {
          LockSupport.parkNanos(left - SPIN_NANOS);
          if (Thread.currentThread().isInterrupted()) {
            throw new LinkException("interrupted while a message was on its way");
          }
        } else {
          Thread.onSpinWait();
        }
      }
    }
  }
}
