package org.ringbench.party;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.ringbench.data.FloatTensor;
import org.ringbench.dealer.RowMasks;
import org.ringbench.ring.FixedPoint;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/**
 * One party's view of a data set: the rows that it owns in plain, and of every row that was opened
 * the public D = x - l. A row is opened once, when a batch first holds it: its owner, who alone
 * knows the mask, sends D.
 */
final class RowStore {
  private final RingBackend backend;
  private final int party;
  private final RowMasks masks;
  private final RingBackend.Prg prg;
  private final FloatTensor features;
  private final int scale;
  private final RingTensor opened; // D of all rows
  private final RingTensor labels; // this party's shares: its own labels, zero elsewhere
  private final BitSet isOpened = new BitSet();
  private final long[] words; // one encoded row
  private final RingTensor row;

  /** A store of rows of which only the owned ones are read. */
  RowStore(
      RingBackend backend,
      int party,
      RowMasks masks,
      RingBackend.Prg prg,
      FloatTensor features,
      FloatTensor labels,
      int scale) {
    this.backend = backend;
    this.party = party;
    this.masks = masks;
    this.prg = prg;
    this.features = features;
    this.scale = scale;
    opened = backend.allocate(features.shape());
    words = new long[Math.max(features.shape().cols(), labels.shape().cols())];
    row = backend.allocate(Shape.row(features.shape().cols()));
    this.labels = backend.allocate(labels.shape());
    shares(labels, IntStream.range(0, labels.shape().rows()).toArray(), this.labels);
  }

  private boolean owns(int r) {
    return masks.ownership().owner(r) == party;
  }

  /** How many rows of a batch the party {@code owner} has yet to open. */
  int fresh(int[] rows, int owner) {
    int count = 0;
    for (int r : rows) {
      if (!isOpened.get(r) && masks.ownership().owner(r) == owner) {
        count++;
      }
    }
    return count;
  }

  /** Writes D of the fresh rows that this party owns to {@code out}, one behind the other. */
  void open(int[] rows, RingTensor out, int from) {
    int cols = features.shape().cols();
    int next = from;
    for (int r : rows) {
      if (!isOpened.get(r) && owns(r)) {
        encode(features, r);
        backend.upload(words, 0, row);
        RingTensor place = out.view(next, Shape.row(cols));
        masks.expand(backend, prg, party, new int[] {r}, place);
        backend.sub(row, place, place);
        next += cols;
      }
    }
  }

  /** Keeps D of all fresh rows: this party's from its own message, the others from the peer's. */
  void keep(int[] rows, RingTensor sent, RingTensor received, int from) {
    int cols = features.shape().cols();
    int own = from;
    int other = from;
    for (int r : rows) {
      if (!isOpened.get(r)) {
        boolean mine = owns(r);
        RingTensor source = (mine ? sent : received).view(mine ? own : other, Shape.row(cols));
        backend.copy(source, opened.view(r * cols, Shape.row(cols)));
        own += mine ? cols : 0;
        other += mine ? 0 : cols;
      }
    }
    for (int r : rows) {
      isOpened.set(r); // only now: a row that stands twice in the batch was also sent twice
    }
  }

  /** D of a batch. */
  void openings(int[] rows, RingTensor out) {
    backend.gatherRows(opened, rows, out);
  }

  /** This party's shares of a batch's masks: the masks themselves for its rows, zero for others. */
  void maskShares(int[] rows, RingTensor out) {
    backend.clear(out);
    masks.expand(backend, prg, party, rows, out);
  }

  /** This party's shares of a batch's labels; they are only ever added. */
  void labelShares(int[] rows, RingTensor out) {
    backend.gatherRows(labels, rows, out);
  }

  /** This party's shares of a batch's features: what it owns, zero elsewhere. */
  void featureShares(int[] rows, RingTensor out) {
    shares(features, rows, out);
  }

  private void shares(FloatTensor source, int[] rows, RingTensor out) {
    int cols = source.shape().cols();
    backend.clear(out);
    for (int i = 0; i < rows.length; i++) {
      if (owns(rows[i])) {
        encode(source, rows[i]);
        backend.upload(words, 0, out.view(i * cols, Shape.row(cols)));
      }
    }
  }

  private void encode(FloatTensor source, int r) {
    int cols = source.shape().cols();
    for (int c = 0; c < cols; c++) {
      try {
        words[c] = FixedPoint.encode(source.values()[r * cols + c], scale, backend.bits());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "row %d, column %d of the data: %s".formatted(r, c, e.getMessage()), e);
      }
    }
  }
}
