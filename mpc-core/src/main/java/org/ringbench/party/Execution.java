package org.ringbench.party;

/** How the parties and the dealer of one process run. */
public enum Execution {
  /** Each on a thread of its own; messages go through host memory. */
  THREADS,

  /**
   * All on the caller's thread, round by round; messages are copied on the device that holds all
   * three backends, and the host waits once a step.
   */
  LOCKSTEP,

  /**
   * As {@link #LOCKSTEP}, with the work of a step recorded once and then replayed (a CUDA graph). A
   * step that opens rows for the first time is not replayed.
   */
  GRAPH
}
