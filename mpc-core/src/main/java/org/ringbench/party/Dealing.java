package org.ringbench.party;

/**
 * When the dealer's work is done.
 *
 * @param prepared ahead of the steps, by {@link Session#prepare}; otherwise beside them
 * @param steps how many steps the dealer may be ahead, or how many are prepared at once
 */
public record Dealing(boolean prepared, int steps) {
  /** Refuses less than one step. */
  public Dealing {
    if (steps < 1) {
      throw new IllegalArgumentException("dealing " + steps + " steps ahead: expected at least 1");
    }
  }

  /** Streamed beside the parties, a few steps ahead. */
  public static Dealing streamed() {
    return new Dealing(false, 3);
  }

  /** Prepared before each group of {@code steps} steps. */
  public static Dealing prepared(int steps) {
    return new Dealing(true, steps);
  }
}
