package org.ringbench.net;

/** The three roles of a private computation; the number is the rank. */
public enum Role {
  /** The computing party 0, which the others look for. */
  WORKER0(0, "worker 0"),
  /** The computing party 1. */
  WORKER1(1, "worker 1"),
  /** The trusted dealer. */
  DEALER(2, "the dealer");

  private final int rank;
  private final String text;

  Role(int rank, String text) {
    this.rank = rank;
    this.text = text;
  }

  /** 0 and 1 for the workers, 2 for the dealer. */
  public int rank() {
    return rank;
  }

  /** The role of a rank. */
  public static Role of(int rank) {
    if (rank < 0 || rank >= values().length) {
      throw new IllegalArgumentException("rank " + rank + ": expected 0, 1 or 2");
    }
    return values()[rank];
  }

  /** As a sentence names it. */
  @Override
  public String toString() {
    return text;
  }
}
