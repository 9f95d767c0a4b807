package org.ringbench.bench.process;

import java.util.concurrent.locks.LockSupport;

/** Slows a run down, so that a test can meet it in the middle. */
final class Pause {
  private static final long NANOS = 1_000_000;

  private Pause() {}

  static void millis(int millis) {
    long end = System.nanoTime() + millis * NANOS;
    long left;
    while (millis > 0 && (left = end - System.nanoTime()) > 0) {
      LockSupport.parkNanos(left);
    }
  }
}
