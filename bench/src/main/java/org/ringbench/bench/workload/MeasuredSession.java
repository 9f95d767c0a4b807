package org.ringbench.bench.workload;

import org.ringbench.net.Traffic;
import org.ringbench.party.Dealing;
import org.ringbench.party.Session;
import org.ringbench.party.SessionSpec;
import org.ringbench.protocol.Cost;

/** A session of which one phase is timed, and whose messages are counted against the prediction. */
final class MeasuredSession implements AutoCloseable {
  /** Prepared correlations are to come from memory: twice what an L2 cache of 4 MB holds. */
  private static final long POOL_BYTES = 8L << 20;

  private static final int LEAST_POOL = 3;

  /** Both parties and the dealer. */
  private static final int THREADS = 3;

  private final Session session;
  private final Phase phase;
  private final Cost cost;
  private final int ahead;

  MeasuredSession(SessionSpec spec, Phase phase, Cost cost) {
    Dealing dealing = dealing(phase, cost);
    this.phase = phase;
    this.cost = cost;
    ahead = dealing.steps();
    session = Session.open(spec.with(dealing));
  }

  private static Dealing dealing(Phase phase, Cost cost) {
    if (phase == Phase.TOTAL) {
      return Dealing.streamed();
    }
    long steps = Math.ceilDiv(POOL_BYTES, Math.max(1, cost.correlationBytes()));
    return Dealing.prepared((int) Math.max(LEAST_POOL, steps));
  }

  Session session() {
    return session;
  }

  /** A whole step, untimed. */
  void step() {
    if (phase != Phase.TOTAL) {
      session.prepare();
    }
    session.step();
  }

  /** What comes before the timed part of a step. */
  void prepare() {
    switch (phase) {
      case TOTAL -> {}
      case ONLINE -> session.prepare();
      case OFFLINE -> session.step(); // makes room for one
    }
  }

  /** The timed part of a step. */
  void run() {
    switch (phase) {
      case TOTAL, ONLINE -> session.step();
      case OFFLINE -> session.prepare();
    }
  }

  /** Steps until the dealer has its pace again, and counts. */
  Tally count(long firstStepBytes) {
    LiveSessions.add(this); // what came before was to set it up
    Traffic[] before = {session.traffic(0), session.traffic(1)};
    long allocated;
    if (phase == Phase.TOTAL) {
      allocated = Allocation.each(ahead, session::step);
    } else {
      session.prepare();
      allocated = Allocation.each(ahead, session::step);
      long offline = Allocation.each(1, session::prepare) / ahead;
      allocated = phase == Phase.ONLINE ? allocated : offline;
    }
    for (int party = 0; party < 2; party++) {
      requirePredicted(party, session.traffic(party).since(before[party]));
    }
    long dealt = requirePredictedDealing();
    return switch (phase) {
      case TOTAL ->
          online(
              2 * cost.partyMultiplyAdds() + cost.dealerMultiplyAdds(),
              allocated,
              firstStepBytes,
              dealt);
      case ONLINE -> online(2 * cost.partyMultiplyAdds(), allocated, firstStepBytes, dealt);
      case OFFLINE ->
          new Tally(THREADS, cost.dealerMultiplyAdds(), allocated, null, null, null, dealt);
    };
  }

  private Tally online(long multiplyAdds, long allocated, long firstStepBytes, long dealt) {
    return new Tally(
        phase == Phase.TOTAL ? THREADS : THREADS - 1,
        multiplyAdds,
        allocated,
        (long) cost.rounds(),
        cost.bytesSentPerParty(),
        firstStepBytes,
        dealt);
  }

  private void requirePredicted(int party, Traffic traffic) {
    Traffic predicted =
        new Traffic(
            (long) ahead * cost.rounds(),
            ahead * cost.bytesSentPerParty(),
            ahead * cost.bytesSentPerParty());
    if (!traffic.equals(predicted)) {
      throw new WrongAnswerException(
          "party %d counted %s in %d steps: predicted %s"
              .formatted(party, traffic, ahead, predicted));
    }
  }

  /** The dealer has sent whole steps, and may be some steps ahead. */
  private long requirePredictedDealing() {
    long bytes = session.dealerBytes();
    long each = cost.dealerBytes();
    long steps = each == 0 ? session.steps() : bytes / each;
    if (steps * each != bytes || steps < session.steps() || steps > session.steps() + ahead) {
      throw new WrongAnswerException(
          "the dealer sent %d bytes for %d steps: predicted %d each"
              .formatted(bytes, session.steps(), each));
    }
    return each;
  }

  /** What it has done so far. */
  SessionCounts counts() {
    long steps = session.steps();
    return new SessionCounts(
        steps,
        session.traffic(0).rounds(),
        session.traffic(0).bytesSent(),
        session.traffic(1).bytesSent(),
        session.dealt().steps(),
        session.dealt().bytes(),
        steps * cost.correlationBytes());
  }

  @Override
  public void close() {
    LiveSessions.remove(this);
    session.close();
  }
}
