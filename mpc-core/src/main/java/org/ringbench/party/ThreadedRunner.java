package org.ringbench.party;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.ringbench.cores.CoreBinding;
import org.ringbench.dealer.CorrelationStream;
import org.ringbench.dealer.Dealer;
import org.ringbench.dealer.Dealt;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.net.Backoff;
import org.ringbench.net.LinkException;
import org.ringbench.net.Traffic;

/**
 * Both parties on threads of their own, party 0 on the caller's. The dealer takes turns with them
 * on the same two threads: it deals for two steps at a time, a step on each. On a third thread it
 * would take a core from one of two parties for whole time slices, while the other party waits.
 */
final class ThreadedRunner implements Runner {
  private final List<Party> parties;
  private final List<DealtMessages> dealers;
  private final Runs runs;
  private final CorrelationStream stream;
  private final CoreBinding binding;
  private final Worker partyWorker;
  private long dealt; // the next step to deal for

  /**
   * A runner whose thread starts at once.
   *
   * @param dealers two of them, on backends of their own
   * @param stream from the dealer to party 1
   * @param binding of the two threads
   */
  ThreadedRunner(
      List<Party> parties,
      List<Dealer> dealers,
      Runs runs,
      CorrelationStream stream,
      CoreBinding binding) {
    this.parties = parties;
    this.dealers = dealers.stream().map(DealtMessages::new).toList();
    this.runs = runs;
    this.stream = stream;
    this.binding = binding;
    partyWorker = new Worker("party-1", () -> binding.bind(1));
    binding.bind(0);
  }

  @Override
  public void step(long step, Run run) {
    together(i -> parties.get(i).run(step, run));
  }

  @Override
  public void prepare(long step, Run run) {
    if (step == dealt) {
      deal();
    }
    together(i -> parties.get(i).prepare(step, run));
  }

  private void deal() {
    MemorySegment[] messages = new MemorySegment[dealers.size()];
    together(
        i -> {
          Run run = runs.at(dealt + i);
          if (run != null) {
            messages[i] = dealers.get(i).of(dealt + i, run);
          }
        });
    for (MemorySegment message : messages) {
      if (message != null) {
        stream.send(message);
      }
    }
    dealt += messages.length;
  }

  @FunctionalInterface
  private interface Part {
    void of(int thread);
  }

  /** Runs both threads' parts at the same time. */
  private void together(Part part) {
    partyWorker.start(
        () -> {
          try {
            part.of(1);
          } catch (RuntimeException | Error e) {
            parties.get(1).link().close();
            throw e;
          }
        });
    try {
      part.of(0);
    } catch (RuntimeException | Error e) {
      abort();
      throw firstCause(e);
    }
    awaitIdle();
    if (partyWorker.failure() != null) {
      abort();
      throw new IllegalStateException(
          "party 1 failed: " + partyWorker.failure().getMessage(),
          firstCause(partyWorker.failure()));
    }
  }

  private void abort() {
    parties.get(0).link().close();
    awaitIdle();
  }

  /** A lost peer is the effect of what went wrong at the peer. */
  private RuntimeException firstCause(Throwable own) {
    boolean lostPeer = own instanceof LinkException && partyWorker.failure() != null;
    Throwable cause = lostPeer ? partyWorker.failure() : own;
    return cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }

  private void awaitIdle() {
    Backoff backoff = new Backoff();
    while (!partyWorker.isIdle()) {
      backoff.pause();
    }
  }

  @Override
  public Traffic traffic(int party) {
    return parties.get(party).link().traffic();
  }

  @Override
  public long dealerBytes() {
    return stream.taken().bytes();
  }

  @Override
  public Dealt dealt() {
    return stream.taken();
  }

  @Override
  public void close() {
    for (Party party : parties) {
      party.link().close();
    }
    partyWorker.close();
    binding.release();
  }
}
