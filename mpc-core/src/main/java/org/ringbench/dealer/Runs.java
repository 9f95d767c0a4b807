package org.ringbench.dealer;

import java.util.List;

/**
 * What a session runs, step by step: public, and known to the dealer ahead of time, so that it
 * deals without being asked. Must give the same answer for the same step on any thread.
 */
@FunctionalInterface
public interface Runs {
  /** The run of step {@code step}, counted from 0, or null if the session ends before it. */
  Run at(long step);

  /** These runs, over and over. */
  static Runs cycle(List<Run> runs) {
    List<Run> all = List.copyOf(runs);
    return step -> all.get((int) (step % all.size()));
  }

  /** These runs, once. */
  static Runs once(List<Run> runs) {
    List<Run> all = List.copyOf(runs);
    return step -> step < all.size() ? all.get((int) step) : null;
  }
}
