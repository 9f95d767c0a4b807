package org.ringbench.dealer;

import org.ringbench.data.Ownership;
import org.ringbench.protocol.CorrelationLayout;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.RowIndices;

/**
 * The masks of rows of data. A mask belongs to its row, wherever in a batch it stands and however
 * often it returns, and comes from the seed of the row's owner alone.
 *
 * @param data the number of the data set within the session
 * @param cols words of a row
 */
public record RowMasks(int data, int cols, Ownership ownership) {

  /** Those of {@code rows} that {@code party} owns, each in its place, and -1 for the others. */
  public int[] owned(int[] rows, int party) {
    int[] owned = rows.clone();
    for (int i = 0; i < rows.length; i++) {
      if (ownership.owner(rows[i]) != party) {
        owned[i] = -1;
      }
    }
    return owned;
  }

  /**
   * Expands the masks of a party's rows into their places in {@code out}; others are left alone.
   *
   * @param prg of the party's seed
   * @param owned as {@link #owned} gives them
   */
  public void expand(RingBackend backend, RingBackend.Prg prg, RowIndices owned, RingTensor out) {
    backend.expandRows(prg, CorrelationLayout.rowStream(data), owned, out);
  }
}
