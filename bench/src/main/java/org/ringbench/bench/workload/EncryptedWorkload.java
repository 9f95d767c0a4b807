package org.ringbench.bench.workload;

import org.ringbench.dealer.Seeds;
import org.ringbench.party.Session;
import org.ringbench.party.SessionSpec;
import org.ringbench.protocol.Cost;
import org.ringbench.protocol.Program;

/**
 * Steps of a session, by both parties and the dealer. The first ones must equal the oracle's bit
 * for bit, with the session's own seeds.
 */
abstract class EncryptedWorkload implements Workload {
  private static final int EQUAL_STEPS = 2;

  private final Phase phase;
  private final MeasuredSession measured;

  /**
   * A session on batches of rows, with fresh seeds, which has opened every row.
   *
   * @throws WrongAnswerException if the first steps are wrong
   */
  EncryptedWorkload(SessionSpec spec, Phase phase, Program program, BatchCycle cycle) {
    this(spec, phase, program, cycle.mostOwnedRows(0), EQUAL_STEPS, cycle.count());
  }

  /**
   * A session without rows, with fresh seeds.
   *
   * @throws WrongAnswerException if the first step is wrong
   */
  EncryptedWorkload(SessionSpec spec, Phase phase, Program program) {
    this(spec, phase, program, 0, 1, 1);
  }

  private EncryptedWorkload(
      SessionSpec spec, Phase phase, Program program, int newRows, int equal, int untimed) {
    this.phase = phase;
    SessionSpec seeded = spec.with(Seeds.fresh());
    measured = new MeasuredSession(seeded, phase, Cost.of(program));
    try {
      measured.firstStep(newRows);
      OracleCheck.requireEqual(seeded, measured, equal);
      while (measured.session().steps() < untimed) {
        measured.step();
      }
    } catch (RuntimeException e) {
      measured.close();
      throw e;
    }
  }

  final MeasuredSession measured() {
    return measured;
  }

  /** The session after a whole step: where dealing alone is timed, there is one more. */
  final Session stepped() {
    if (phase == Phase.OFFLINE) {
      measured.step(); // on what was prepared last but for the pool
    }
    return measured.session();
  }

  @Override
  public final void prepare() {
    measured.prepare();
  }

  @Override
  public final void run() {
    measured.run();
  }

  @Override
  public final Tally count() {
    return measured.count();
  }

  @Override
  public final void close() {
    measured.close();
  }
}
