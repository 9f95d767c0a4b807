package org.ringbench.data;

/** Which party owns a row of data. Public. */
@FunctionalInterface
public interface Ownership {
  /** 0 or 1. */
  int owner(int row);

  /** Runs of {@code length} rows by turns, so that every batch has rows of both. */
  static Ownership runs(int length) {
    return row -> (row / length) & 1;
  }
}
