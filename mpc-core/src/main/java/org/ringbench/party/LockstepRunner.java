package org.ringbench.party;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.dealer.Dealer;
import org.ringbench.dealer.Dealt;
import org.ringbench.dealer.Run;
import org.ringbench.net.Traffic;
import org.ringbench.protocol.CorrelationLayout;
import org.ringbench.protocol.Program;
import org.ringbench.ring.HostBuffer;
import org.ringbench.ring.Recording;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/**
 * Both parties and the dealer on the caller's thread, round by round, with messages copied from
 * backend to backend: for backends on one device, where a link through the host would wait for the
 * device in every round.
 */
final class LockstepRunner implements Runner {
  private final Party first;
  private final Party second;
  private final RingBackend dealerBackend;
  private final Dealer dealer;
  private final boolean recorded;
  private final int entries;
  private final Map<Program, RingTensor> messages = new HashMap<>();
  private final Map<Key, Recorded> recordings = new HashMap<>();
  private Traffic traffic = new Traffic(0, 0, 0); // party 0's
  private long dealerBytes;
  private long dealtSteps;

  private enum Part {
    DEALING,
    ONLINE
  }

  /** The memory that some work is bound to. */
  private record Key(Program program, int data, long entry, Part part) {}

  /** Work as it was recorded for a step. */
  private record Recorded(long step, Recording work) {}

  /**
   * A runner.
   *
   * @param entries how many steps' randomness the parties hold at once
   */
  LockstepRunner(
      List<Party> parties,
      RingBackend dealerBackend,
      Dealer dealer,
      boolean recorded,
      int entries) {
    first = parties.get(0);
    second = parties.get(1);
    this.dealerBackend = dealerBackend;
    this.dealer = dealer;
    this.recorded = recorded;
    this.entries = entries;
    for (RingBackend backend : List.of(second.backend(), dealerBackend)) {
      if (!first.backend().isBeside(backend)) {
        throw new IllegalArgumentException(
            "lockstep needs all backends on one device, which the \""
                + backend.id()
                + "\" backend does not offer: use threads");
      }
    }
  }

  @Override
  public void step(long step, Run run) {
    online(step, run);
    synchronise();
  }

  @Override
  public void prepare(long step, Run run) {
    deal(step, run);
  }

  @Override
  public void awaitPrepared() {
    synchronise();
  }

  private void synchronise() {
    first.backend().synchronise();
    second.backend().synchronise();
    dealerBackend.synchronise();
  }

  private void deal(long step, Run run) {
    int words = run.program().layout().dealtWords();
    RingTensor message =
        messages.computeIfAbsent(
            run.program(), _ -> dealerBackend.allocate(Shape.row(Math.max(1, words))));
    first.select(step, run);
    second.select(step, run);
    dealer.select(run);
    runOrReplay(
        Part.DEALING,
        step,
        run,
        true,
        () -> {
          first.expand(step, run);
          second.expand(step, run);
          if (words > 0) {
            dealer.deal(step, run, message);
            HostBuffer dealt = second.program(run.program()).dealt();
            second.backend().copyFrom(dealerBackend, message, dealt.tensor());
          }
        });
    dealerBytes += (long) words * Long.BYTES;
    dealtSteps++;
  }

  private void online(long step, Run run) {
    first.select(step, run);
    second.select(step, run);
    boolean steady = !first.opensRows();
    int rounds = run.program().schedule().rounds();
    long sent = 0;
    long received = 0;
    for (int round = 1; round <= rounds; round++) {
      sent += first.wordsSent(run, round);
      received += first.wordsReceived(run, round);
    }
    runOrReplay(
        Part.ONLINE,
        step,
        run,
        steady,
        () -> {
          first.begin(run);
          second.begin(run);
          for (int round = 1; round <= rounds; round++) {
            first.send(run, round);
            second.send(run, round);
            exchange(run, round);
            first.receive(run, round);
            second.receive(run, round);
          }
          first.finish(run);
          second.finish(run);
        });
    traffic =
        new Traffic(
            traffic.rounds() + rounds,
            traffic.bytesSent() + sent * Long.BYTES,
            traffic.bytesReceived() + received * Long.BYTES);
  }

  private void exchange(Run run, int round) {
    PartyProgram one = first.program(run.program());
    PartyProgram two = second.program(run.program());
    Shape there = Shape.row(first.wordsSent(run, round));
    Shape back = Shape.row(first.wordsReceived(run, round));
    second
        .backend()
        .copyFrom(
            first.backend(),
            one.outgoing(round).tensor().view(0, there),
            two.incoming(round).tensor().view(0, there));
    first
        .backend()
        .copyFrom(
            second.backend(),
            two.outgoing(round).tensor().view(0, back),
            one.incoming(round).tensor().view(0, back));
  }

  /**
   * Runs work, or replays it. It is recorded when it comes the second time: by then all memory that
   * it needs is allocated.
   */
  private void runOrReplay(Part part, long step, Run run, boolean steady, Runnable work) {
    Key key = new Key(run.program(), run.data(), step % entries, part);
    if (!recorded || !steady) {
      work.run();
      return;
    }
    if (!recordings.containsKey(key)) {
      recordings.put(key, null);
      work.run();
      return;
    }
    Recorded known = recordings.get(key);
    if (known == null) {
      synchronise();
      List<RingBackend> beside = List.of(second.backend(), dealerBackend);
      known = new Recorded(step, first.backend().record(beside, work));
      recordings.put(key, known);
    }
    known.work.replay(CorrelationLayout.stream(step) - CorrelationLayout.stream(known.step));
  }

  @Override
  public Traffic traffic(int party) {
    return party == 0 ? traffic : traffic.atPeer();
  }

  @Override
  public long dealerBytes() {
    return dealerBytes;
  }

  @Override
  public Dealt dealt() {
    return new Dealt(dealtSteps, dealerBytes);
  }

  @Override
  public void close() {
    for (Recorded recording : recordings.values()) {
      if (recording != null) {
        recording.work.close();
      }
    }
  }
}
