package org.ringbench.party;

import java.util.Locale;

/** Which workers learn a revealed value. */
public enum Recipients {
  /** Nobody: it stays shared. */
  NONE,
  /** Worker 0. */
  WORKER0,
  /** Worker 1. */
  WORKER1,
  /** Both. */
  BOTH;

  /** Whether a worker is among them. */
  public boolean includes(int worker) {
    return this == BOTH || this == (worker == 0 ? WORKER0 : WORKER1);
  }

  /**
   * As the command line has it.
   *
   * @throws IllegalArgumentException if it is not 0, 1, both or none
   */
  public static Recipients parse(String text) {
    return switch (text) {
      case "0" -> WORKER0;
      case "1" -> WORKER1;
      case "both" -> BOTH;
      case "none" -> NONE;
      default ->
          throw new IllegalArgumentException("\"%s\": expected 0, 1, both or none".formatted(text));
    };
  }

  /** As the command line has it. */
  @Override
  public String toString() {
    return switch (this) {
      case WORKER0 -> "0";
      case WORKER1 -> "1";
      case BOTH, NONE -> name().toLowerCase(Locale.ROOT);
    };
  }
}
