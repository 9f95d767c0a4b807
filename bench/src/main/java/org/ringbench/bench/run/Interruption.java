package org.ringbench.bench.run;

import java.util.List;

/**
 * What to do when this process is told to end (Ctrl-C, SIGTERM) while something is under way. The
 * process then ends with the status that the shell expects, 130 or 143.
 */
final class Interruption implements AutoCloseable {
  private static final int ROUNDS = 20;
  private static final int PAUSE_MILLISECONDS = 50;

  private final Thread hook;

  Interruption(Runnable action) {
    hook = new Thread(action, "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Ends all processes that this one has started, also one that is being started now. */
  static void endChildren() {
    for (int round = 0; round < ROUNDS; round++) {
      List<ProcessHandle> children = ProcessHandle.current().descendants().toList();
      if (children.isEmpty() && round > 0) {
        return;
      }
      children.forEach(ProcessHandle::destroyForcibly);
      try {
        Thread.sleep(PAUSE_MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** It is no longer under way. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends already: the action is on its way or has been done.
    }
  }
}
