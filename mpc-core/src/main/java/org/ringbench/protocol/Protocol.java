package org.ringbench.protocol;

import java.util.List;
import org.ringbench.ring.RingTensor;

/**
 * One step of a schedule as the parties and the dealer run it.
 *
 * <p>An opening protocol fills its slots with this party's shares, one a round, and reads the
 * combined opening after the exchange. A {@linkplain LocalProtocol local one} only has {@link
 * #receive}, called after its round.
 */
public sealed interface Protocol
    permits Masking, Truncation, Comparison, BitOpening, LocalProtocol {
  /** The round of the first opening, or after which a local step runs. */
  int round();

  /** The openings, in consecutive rounds from {@link #round} on; none for a local step. */
  List<Slot> slots();

  /** Computes this party's share of opening {@code index} into {@code out}. */
  void send(PartyMemory memory, int index, RingTensor out);

  /** Goes on after opening {@code index} (or, for a local step, with index 0). */
  void receive(PartyMemory memory, int index);

  /** Computes party 1's shares of what depends on both seeds. */
  void deal(DealerMemory memory);

  /**
   * Correlations that a run consumes: one for each element that is truncated (the masks of the
   * products in it are part of its r), compared, whose bit is opened, or that is selected.
   */
  default long correlations() {
    return 0;
  }

  /** Ring multiply-adds of matrix and elementwise products: of each party, and of the dealer. */
  default long multiplyAdds(boolean dealer) {
    return 0;
  }
}
