package org.ringbench.party;

/**
 * When the dealer's work is done.
 *
 * @param prepared ahead of the steps, by {@link Session#prepare}; otherwise as they need it
 * @param steps how many are prepared at once
 */
public record Dealing(boolean prepared, int steps) {
  /** Refuses less than one step. */
  public Dealing {
    if (steps < 1) {
      throw new IllegalArgumentException("dealing " + steps + " steps ahead: expected at least 1");
    }
  }

  /** Streamed: a step begins with its dealing, unless the step before it dealt for both. */
  public static Dealing streamed() {
    return new Dealing(false, 1);
  }

  /** Prepared before each group of {@code steps} steps. */
  public static Dealing prepared(int steps) {
    return new Dealing(true, steps);
  }
}
