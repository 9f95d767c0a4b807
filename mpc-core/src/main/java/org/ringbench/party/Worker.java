package org.ringbench.party;

import java.util.concurrent.locks.LockSupport;
import org.ringbench.net.Backoff;

/**
 * A thread that runs one task after another and is quick to start: it spins a while before it
 * sleeps.
 */
final class Worker implements AutoCloseable {
  private final Thread thread;
  private volatile Runnable task;
  private volatile Throwable failure;
  private volatile boolean closed;

  /**
   * A worker whose thread starts at once.
   *
   * @param first is run on it before all tasks
   */
  Worker(String name, Runnable first) {
    thread =
        Thread.ofPlatform()
            .name(name)
            .daemon()
            .start(
                () -> {
                  first.run();
                  loop();
                });
  }

  private void loop() {
    Backoff backoff = new Backoff();
    while (!closed) {
      Runnable next = task;
      if (next == null) {
        if (backoff.isLong()) {
          LockSupport.park(this); // an idle thread must not disturb what others measure
        } else {
          backoff.pause();
        }
        continue;
      }
      try {
        next.run();
      } catch (RuntimeException | Error e) {
        failure = e;
      }
      backoff.reset();
      task = null;
    }
  }

  /** Starts a task; the one before must have been joined. */
  void start(Runnable next) {
    failure = null;
    task = next;
    LockSupport.unpark(thread);
  }

  /** Whether no task runs. */
  boolean isIdle() {
    return task == null;
  }

  /** How the last task failed, or null. */
  Throwable failure() {
    return failure;
  }

  /** Ends the thread after its task, and waits for that even if interrupted. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
