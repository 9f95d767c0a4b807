package org.ringbench.party;

import java.util.List;
import org.ringbench.dealer.CorrelationStream;
import org.ringbench.dealer.Dealer;
import org.ringbench.dealer.Dealt;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.net.Backoff;
import org.ringbench.net.LinkException;
import org.ringbench.net.Traffic;

/** Party 0 on the caller's thread, party 1 and the dealer on threads of their own. */
final class ThreadedRunner implements Runner {
  private final List<Party> parties;
  private final CorrelationStream stream;
  private final boolean streamed;
  private final Worker partyWorker;
  private final DealerThread dealer;

  /**
   * A runner whose threads start at once, and with a streamed dealer the dealing too.
   *
   * @param stream from the dealer to party 1
   */
  ThreadedRunner(
      List<Party> parties, Dealer dealer, Runs runs, CorrelationStream stream, boolean streamed) {
    this.parties = parties;
    this.stream = stream;
    this.streamed = streamed;
    partyWorker = new Worker("party-1");
    this.dealer = new DealerThread(dealer, runs, stream);
    if (streamed) {
      this.dealer.dealUntil(Long.MAX_VALUE);
    }
  }

  @Override
  public void step(long step, Run run) {
    together(
        party -> {
          if (streamed) {
            party.prepare(step, run);
          }
          party.run(step, run);
        });
  }

  @Override
  public void prepare(long step, Run run) {
    dealer.dealUntil(step + 1);
    together(party -> party.prepare(step, run));
    await(dealer.worker(), "the dealer");
  }

  @FunctionalInterface
  private interface Part {
    void of(Party party);
  }

  /** Runs both parties' parts at the same time. */
  private void together(Part part) {
    partyWorker.start(
        () -> {
          try {
            part.of(parties.get(1));
          } catch (RuntimeException | Error e) {
            parties.get(1).link().close();
            throw e;
          }
        });
    try {
      part.of(parties.get(0));
    } catch (RuntimeException | Error e) {
      abort();
      throw firstCause(e);
    }
    await(partyWorker, "party 1");
  }

  private void abort() {
    parties.get(0).link().close();
    stream.close();
    awaitIdle(partyWorker);
    awaitIdle(dealer.worker());
  }

  /** A lost peer is the effect of what went wrong at the peer, or at the dealer. */
  private RuntimeException firstCause(Throwable own) {
    Throwable cause = own;
    if (dealer.worker().failure() != null) {
      cause = dealer.worker().failure();
    } else if (own instanceof LinkException && partyWorker.failure() != null) {
      cause = partyWorker.failure();
    }
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }

  private void await(Worker worker, String who) {
    awaitIdle(worker);
    if (worker.failure() != null) {
      abort();
      throw new IllegalStateException(
          who + " failed: " + worker.failure().getMessage(), firstCause(worker.failure()));
    }
  }

  private static void awaitIdle(Worker worker) {
    Backoff backoff = new Backoff();
    while (!worker.isIdle()) {
      backoff.pause();
    }
  }

  @Override
  public Traffic traffic(int party) {
    return parties.get(party).link().traffic();
  }

  @Override
  public long dealerBytes() {
    return stream.bytes();
  }

  @Override
  public Dealt dealt() {
    return stream.taken();
  }

  @Override
  public void close() {
    stream.close();
    for (Party party : parties) {
      party.link().close();
    }
    partyWorker.close();
    dealer.close();
  }
}
