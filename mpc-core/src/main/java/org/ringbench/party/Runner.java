package org.ringbench.party;

import org.ringbench.dealer.Dealt;
import org.ringbench.dealer.Run;
import org.ringbench.net.Traffic;

/** How a session's steps are run. */
interface Runner extends AutoCloseable {
  /** Deals for a step and expands both seeds. */
  void prepare(long step, Run run);

  /** Runs a prepared step. */
  void step(long step, Run run);

  /** Waits for what {@link #prepare} has queued. */
  default void awaitPrepared() {}

  /** What a party has sent and received. */
  Traffic traffic(int party);

  /** Bytes that the dealer has sent. */
  long dealerBytes();

  /** What party 1 has got of that. */
  Dealt dealt();

  /** Ends all threads; the parties' and the dealer's backends stay the caller's. */
  @Override
  void close();
}
