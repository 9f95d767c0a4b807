package org.ringbench.bench.workload;

import java.util.List;
import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.dealer.Seeds;
import org.ringbench.party.Session;
import org.ringbench.party.SessionSpec;
import org.ringbench.protocol.Cost;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackendProvider;

/**
 * One program over and over, by both parties and the dealer, on shared inputs that stay as they
 * are; the randomness is new each time. The first run must equal the oracle bit for bit.
 */
final class EncryptedKernel implements Workload {
  /** What the program's outputs must be, whatever the randomness was. */
  @FunctionalInterface
  interface Answer {
    /**
     * Looks at the outputs of the latest run.
     *
     * @throws WrongAnswerException if they are wrong
     */
    void check(Session session);
  }

  private final Phase phase;
  private final MeasuredSession measured;
  private final Answer answer;
  private final long firstBytes;

  /**
   * Gets everything ready and checks the first answer.
   *
   * @throws WrongAnswerException if it is wrong
   */
  EncryptedKernel(
      Program program,
      Map<String, FloatTensor> inputs,
      RingBackendProvider backend,
      Phase phase,
      Answer answer) {
    this.phase = phase;
    this.answer = answer;
    Seeds seeds = Seeds.fresh();
    SessionSpec spec =
        new SessionSpec(
                backend,
                program.schedule().setting().fractionBits(),
                inputs,
                List.of(),
                Runs.cycle(List.of(Run.of(program))))
            .with(seeds);
    measured = new MeasuredSession(spec, phase, Cost.of(program));
    try {
      firstBytes = measured.firstStep(0);
      OracleCheck.requireEqual(spec, seeds, measured, 1);
      answer.check(measured.session());
    } catch (RuntimeException e) {
      measured.close();
      throw e;
    }
  }

  @Override
  public void prepare() {
    measured.prepare();
  }

  @Override
  public void run() {
    measured.run();
  }

  @Override
  public Tally count() {
    return measured.count(firstBytes);
  }

  @Override
  public void check() {
    if (phase == Phase.OFFLINE) {
      measured.step(); // on what was prepared last but for the pool
    }
    answer.check(measured.session());
    measured.check();
  }

  @Override
  public void close() {
    measured.close();
  }
}
