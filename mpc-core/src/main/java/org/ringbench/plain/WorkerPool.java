package org.ringbench.plain;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.ringbench.cores.CoreBinding;

/**
 * A fixed set of threads that run the parts of one task at a time. A training step hands over
 * dozens of tasks of some ten microseconds, so workers spin for the next one and park only after a
 * pause. Parts belong to nobody: where the system keeps a worker from running, the caller does its
 * part as well.
 */
final class WorkerPool implements AutoCloseable {
  /** Work that falls into independent parts. */
  interface Task {
    /** Runs part {@code part} of as many as there are threads. */
    void run(int part);
  }

  /** About 100 microseconds: longer than the gap between two tasks of a step. */
  private static final int SPINS = 5_000;

  private static final long RUN = 1L << 32;

  private final int threads;
  private final CoreBinding binding;
  private final Worker[] workers;

  /** The number of the run in the high half, its next unclaimed part in the low half. */
  private final AtomicLong claims;

  private final AtomicInteger unfinished = new AtomicInteger();
  private volatile boolean closed;
  private volatile Throwable failure;
  private Task task;

  /**
   * A pool.
   *
   * @param threads of which the calling one, which is to call {@link #run}, is one
   * @param binding of them all
   */
  WorkerPool(int threads, CoreBinding binding) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads: expected at least 1");
    }
    this.threads = threads;
    this.binding = binding;
    claims = new AtomicLong(threads);
    workers = new Worker[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i + 1);
      workers[i].start();
    }
    binding.bind(0);
  }

  int threads() {
    return threads;
  }

  /** Runs all parts and returns when all are done. */
  void run(Task next) {
    if (closed) {
      throw new IllegalStateException("the engine is closed");
    }
    task = next;
    unfinished.set(threads);
    claims.set((claims.get() | (RUN - 1)) + 1);
    wake();
    while (runUnclaimedPart()) {}
    for (int spins = 0; unfinished.get() > 0; spins++) {
      pause(spins);
    }
    if (failure != null) {
      throw new IllegalStateException("a part of the work failed", failure);
    }
  }

  @Override
  public void close() {
    closed = true;
    wake();
    binding.release();
  }

  private void wake() {
    for (Worker worker : workers) {
      if (worker.parked) {
        LockSupport.unpark(worker);
      }
    }
  }

  private boolean hasUnclaimedPart() {
    return (int) claims.get() < threads;
  }

  /** Runs a part if there is one; the task cannot change before the part is finished. */
  private boolean runUnclaimedPart() {
    long claim = claims.get();
    if ((int) claim >= threads) {
      return false;
    }
    if (claims.compareAndSet(claim, claim + 1)) {
      try {
        task.run((int) claim);
      } catch (RuntimeException | Error e) {
        failure = e;
      } finally {
        unfinished.decrementAndGet();
      }
    }
    return true;
  }

  private static void pause(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
    } else {
      LockSupport.parkNanos(1_000); // more threads than cores: let the others run
    }
  }

  private final class Worker extends Thread {
    private final int number;
    private volatile boolean parked;

    Worker(int number) {
      super("ringbench-float-" + number);
      this.number = number;
      setDaemon(true);
    }

    @Override
    public void run() {
      binding.bind(number);
      while (!closed) {
        if (!runUnclaimedPart()) {
          await();
        }
      }
    }

    private void await() {
      for (int spins = 0; spins < SPINS; spins++) {
        if (hasUnclaimedPart() || closed) {
          return;
        }
        Thread.onSpinWait();
      }
      // Set before the claims are read again; wake() reads it after they are written.
      parked = true;
      if (!hasUnclaimedPart() && !closed) {
        LockSupport.park(WorkerPool.this);
      }
      parked = false;
    }
  }
}
