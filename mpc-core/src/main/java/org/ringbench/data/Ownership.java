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

  /** The first {@code rows} rows are party 0's, all behind them party 1's. */
  static Ownership split(int rows) {
    return row -> row < rows ? 0 : 1;
  }
}
