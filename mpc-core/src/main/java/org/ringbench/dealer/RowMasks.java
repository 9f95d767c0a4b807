package org.ringbench.dealer;

import org.ringbench.data.Ownership;
import org.ringbench.protocol.CorrelationLayout;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/**
 * The masks of rows of data. A mask belongs to its row, wherever in a batch it stands and however
 * often it returns, and comes from the seed of the row's owner alone.
 *
 * @param data the number of the data set within the session
 * @param cols words of a row
 */
public record RowMasks(int data, int cols, Ownership ownership) {

  /**
   * Expands the masks of the rows that {@code party} owns into their places in {@code out}; other
   * rows are left alone.
   *
   * @param prg of the party's seed
   */
  public void expand(
      RingBackend backend, RingBackend.Prg prg, int party, int[] rows, RingTensor out) {
    // Neighbouring rows are one expansion, unless a row ends in the middle of a block.
    boolean whole = cols % 2 == 0;
    for (int first = 0, next; first < rows.length; first = next) {
      next = first + 1;
      int row = rows[first];
      if (ownership.owner(row) != party) {
        continue;
      }
      while (whole
          && next < rows.length
          && rows[next] == row + (next - first)
          && ownership.owner(rows[next]) == party) {
        next++;
      }
      RingTensor masks = out.view(first * cols, new Shape(next - first, cols));
      backend.expand(
          prg,
          CorrelationLayout.rowStream(data),
          CorrelationLayout.rowBlock(row, cols),
          masks,
          false);
    }
  }
}
