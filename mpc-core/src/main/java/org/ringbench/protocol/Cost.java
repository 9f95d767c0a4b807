package org.ringbench.protocol;

import org.ringbench.plan.Op;
import org.ringbench.plan.Schedule;

/**
 * What one run of a program costs, read off its schedule.
 *
 * @param rounds exchanges, one message each way
 * @param bytesSentPerParty in a steady step; both parties send the same
 * @param bytesPerNewRow what the owner of a row of data sends once, when a batch first holds it
 * @param dealerBytes sent to party 1
 * @param correlationBytes randomness that each party holds for the step
 * @param correlations elements of correlated randomness that the parties consume: one for each
 *     element of a truncation (which holds the masks' products too), a comparison, an opened bit
 *     and a selection; the masks of opened values are each party's own and not among them
 * @param partyMultiplyAdds ring multiply-adds of matrix and elementwise products at each party
 * @param dealerMultiplyAdds at the dealer
 */
public record Cost(
    int rounds,
    long bytesSentPerParty,
    long bytesPerNewRow,
    long dealerBytes,
    long correlationBytes,
    long correlations,
    long partyMultiplyAdds,
    long dealerMultiplyAdds) {

  /** The cost of a program. */
  public static Cost of(Program program) {
    Schedule schedule = program.schedule();
    long words = 0;
    for (int round = 1; round <= schedule.rounds(); round++) {
      words += program.messageWords(round);
    }
    long rowWords =
        schedule.inputs(Op.Kind.FEATURES).stream()
            .mapToLong(input -> input.value().shape().cols())
            .sum();
    long correlations = 0;
    long party = 0;
    long dealer = 0;
    for (Protocol protocol : program.protocols()) {
      correlations += protocol.correlations();
      party += protocol.multiplyAdds(false);
      dealer += protocol.multiplyAdds(true);
    }
    return new Cost(
        schedule.rounds(),
        words * Long.BYTES,
        rowWords * Long.BYTES,
        (long) program.layout().dealtWords() * Long.BYTES,
        (long) program.layout().words() * Long.BYTES,
        correlations,
        party,
        dealer);
  }
}
