package org.ringbench.ring;

import java.util.Arrays;

/**
 * Row numbers that kernels read, such as the rows of a batch. The backend that made them may hold a
 * copy in its own memory.
 */
public class RowIndices {
  private final int[] rows;

  /** {@code count} rows, all 0; for backends. */
  protected RowIndices(int count) {
    rows = new int[count];
  }

  /**
   * Sets all rows. Kernels that were asked for earlier still see the earlier rows, except in a
   * {@link Recording}.
   *
   * @param values as many as there are rows; copied
   */
  public void set(int[] values) {
    if (values.length != rows.length) {
      throw new IllegalArgumentException(
          values.length + " row numbers: expected " + rows.length + " of them");
    }
    System.arraycopy(values, 0, rows, 0, rows.length);
  }

  /** How many there are. */
  public final int count() {
    return rows.length;
  }

  /** Number {@code i}. */
  public final int row(int i) {
    return rows[i];
  }

  @Override
  public String toString() {
    return "rows " + Arrays.toString(rows);
  }
}
