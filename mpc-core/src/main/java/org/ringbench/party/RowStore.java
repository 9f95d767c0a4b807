package org.ringbench.party;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.ringbench.data.FloatTensor;
import org.ringbench.dealer.RowMasks;
import org.ringbench.ring.FixedPoint;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.RowIndices;
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
  private final Map<Integer, Fresh> fresh = new HashMap<>(); // by the number of rows
  private RingTensor featureShares; // its own rows, zero elsewhere; made when asked for

  /** What the opening of so many rows needs. */
  private record Fresh(RowIndices rows, RingTensor masks) {}

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
    this.labels = shares(labels);
  }

  private RingTensor shares(FloatTensor source) {
    RingTensor shares = backend.allocate(source.shape());
    backend.upload(encode(source, IntStream.range(0, source.shape().rows()).toArray()), 0, shares);
    return shares;
  }

  /** The words of those of {@code rows} that this party owns, zero elsewhere. */
  private long[] encode(FloatTensor source, int[] rows) {
    int cols = source.shape().cols();
    long[] words = new long[rows.length * cols];
    for (int i = 0; i < rows.length; i++) {
      if (masks.ownership().owner(rows[i]) == party) {
        encode(source, rows[i], words, i * cols);
      }
    }
    return words;
  }

  private void encode(FloatTensor source, int r, long[] words, int to) {
    int cols = source.shape().cols();
    for (int c = 0; c < cols; c++) {
      try {
        words[to + c] = FixedPoint.encode(source.values()[r * cols + c], scale, backend.bits());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "row %d, column %d of the data: %s".formatted(r, c, e.getMessage()), e);
      }
    }
  }

  /** Those of this party's rows that {@code rows} holds, each in its place, -1 for the others. */
  int[] owned(int[] rows) {
    return masks.owned(rows, party);
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
    int[] own =
        IntStream.of(rows)
            .filter(r -> !isOpened.get(r) && masks.ownership().owner(r) == party)
            .toArray();
    if (own.length == 0) {
      return;
    }
    Shape shape = new Shape(own.length, masks.cols());
    Fresh memory =
        fresh.computeIfAbsent(
            own.length, n -> new Fresh(backend.rowIndices(n), backend.allocate(shape)));
    memory.rows.set(own);
    RingTensor place = out.view(from, shape);
    backend.upload(encode(features, own), 0, place);
    masks.expand(backend, prg, memory.rows, memory.masks);
    backend.sub(place, memory.masks, place);
  }

  /** Keeps D of all fresh rows: this party's from its own message, the others from the peer's. */
  void keep(int[] rows, RingTensor sent, RingTensor received, int from) {
    int cols = masks.cols();
    int own = from;
    int other = from;
    for (int r : rows) {
      if (!isOpened.get(r)) {
        boolean mine = masks.ownership().owner(r) == party;
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
  void openings(RowIndices rows, RingTensor out) {
    backend.gatherRows(opened, rows, out);
  }

  /** This party's shares of a batch's masks: the masks themselves for its rows, zero for others. */
  void maskShares(RowIndices owned, RingTensor out) {
    backend.clear(out);
    masks.expand(backend, prg, owned, out);
  }

  /** This party's shares of a batch's labels; they are only ever added. */
  void labelShares(RowIndices rows, RingTensor out) {
    backend.gatherRows(labels, rows, out);
  }

  /** This party's shares of a batch's features: what it owns, zero elsewhere. */
  void featureShares(RowIndices rows, RingTensor out) {
    if (featureShares == null) {
      featureShares = shares(features);
    }
    backend.gatherRows(featureShares, rows, out);
  }
}
