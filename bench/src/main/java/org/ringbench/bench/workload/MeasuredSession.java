package org.ringbench.bench.workload;

import java.util.List;
import java.util.OptionalLong;
import org.ringbench.net.Traffic;
import org.ringbench.party.Dealing;
import org.ringbench.party.Execution;
import org.ringbench.party.Session;
import org.ringbench.party.SessionSpec;
import org.ringbench.protocol.Cost;

/** A session of which one phase is timed, and whose messages are counted against the prediction. */
final class MeasuredSession implements AutoCloseable {
  /** Prepared correlations are to come from memory: twice what an L2 cache of 4 MB holds. */
  static final long POOL_BYTES = 8L << 20;

  private static final int LEAST_POOL = 4;

  /**
   * Two threads deal for two steps at a time, so that every second step deals for none: counts are
   * over whole pairs.
   */
  private static final int PAIR = 2;

  private final Session session;
  private final Phase phase;
  private final Cost cost;
  private final int ahead;
  private final int threads; // the dealer works on the parties'
  private Long firstStepBytes; // of the party that sent more
  private Since steady; // when all rows had been opened

  /** What both parties had sent and received after some steps. */
  private record Since(long steps, List<Traffic> traffic) {}

  MeasuredSession(SessionSpec spec, Phase phase, Cost cost) {
    Dealing dealing = dealing(phase, cost);
    this.phase = phase;
    this.cost = cost;
    ahead = dealing.steps();
    threads = spec.execution() == Execution.THREADS ? 2 : 1;
    session = Session.open(spec.with(dealing));
  }

  private static Dealing dealing(Phase phase, Cost cost) {
    if (phase == Phase.TOTAL) {
      return Dealing.streamed();
    }
    long pairs = Math.ceilDiv(POOL_BYTES, PAIR * Math.max(1, cost.correlationBytes()));
    return Dealing.prepared((int) Math.max(LEAST_POOL, PAIR * pairs));
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

  /**
   * Runs the first step, which opens the rows of its batch.
   *
   * @param rows that the party with more of them opens
   * @throws WrongAnswerException if the bytes that it sent are not the predicted ones
   */
  void firstStep(long rows) {
    step();
    requireFirstStep(rows);
  }

  /**
   * What the first step cost, when it has been the only one.
   *
   * @param rows that the party with more of them opens
   * @throws WrongAnswerException if its bytes are not the predicted ones
   */
  Tally countFirstStep(long rows) {
    requireFirstStep(rows);
    return online(
        2 * cost.partyMultiplyAdds() + cost.dealerMultiplyAdds(), null, requirePredictedDealing());
  }

  private void requireFirstStep(long rows) {
    long sent = Math.max(session.traffic(0).bytesSent(), session.traffic(1).bytesSent());
    long predicted = cost.bytesSentPerParty() + cost.bytesPerNewRow() * rows;
    if (sent != predicted) {
      throw new WrongAnswerException(
          "a party sent %d bytes in the first step: predicted %d".formatted(sent, predicted));
    }
    firstStepBytes = sent;
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

  /** Steps until the dealer has its pace again, and counts; {@link #firstStep} comes before it. */
  Tally count() {
    LiveSessions.add(this); // what came before was to set it up
    List<Traffic> before = List.of(session.traffic(0), session.traffic(1));
    if (steady == null) {
      steady = new Since(session.steps(), before);
    }
    int steps = phase == Phase.TOTAL ? PAIR : ahead;
    long allocated;
    if (phase == Phase.TOTAL) {
      allocated = Allocation.each(steps, session::step);
    } else {
      session.prepare();
      allocated = Allocation.each(steps, session::step);
      long offline = Allocation.each(1, session::prepare) / steps;
      allocated = phase == Phase.ONLINE ? allocated : offline;
    }
    requirePredicted(steps, before);
    long dealt = requirePredictedDealing();
    return switch (phase) {
      case TOTAL ->
          online(2 * cost.partyMultiplyAdds() + cost.dealerMultiplyAdds(), allocated, dealt);
      case ONLINE -> online(2 * cost.partyMultiplyAdds(), allocated, dealt);
      case OFFLINE ->
          new Tally(
              threads,
              cost.dealerMultiplyAdds(),
              allocated,
              null,
              null,
              null,
              dealt,
              cost.correlations(),
              tensorBytes());
    };
  }

  private Tally online(long multiplyAdds, Long allocated, long dealt) {
    return new Tally(
        threads,
        multiplyAdds,
        allocated,
        (long) cost.rounds(),
        cost.bytesSentPerParty(),
        firstStepBytes,
        dealt,
        cost.correlations(),
        tensorBytes());
  }

  private Long tensorBytes() {
    if (session.steps() < ahead) {
      return null; // the dealer has not come to all of its memory
    }
    OptionalLong bytes = session.tensorBytes();
    return bytes.isPresent() ? bytes.getAsLong() : null;
  }

  /**
   * Checks the messages of everything since the first {@link #count}, the timed steps among them.
   *
   * @throws WrongAnswerException if they are not the predicted ones
   */
  void check() {
    if (steady != null) {
      requirePredicted(session.steps() - steady.steps, steady.traffic);
    }
    requirePredictedDealing();
  }

  private void requirePredicted(long steps, List<Traffic> before) {
    long bytes = steps * cost.bytesSentPerParty();
    Traffic predicted = new Traffic(steps * cost.rounds(), bytes, bytes);
    for (int party = 0; party < 2; party++) {
      Traffic traffic = session.traffic(party).since(before.get(party));
      if (!traffic.equals(predicted)) {
        throw new WrongAnswerException(
            "party %d counted %s in %d steps: predicted %s"
                .formatted(party, traffic, steps, predicted));
      }
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
        steps * cost.correlations());
  }

  @Override
  public void close() {
    LiveSessions.remove(this);
    session.close();
  }
}
