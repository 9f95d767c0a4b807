package org.ringbench.bench.workload;

import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.party.Execution;
import org.ringbench.party.Session;
import org.ringbench.party.SessionSpec;
import org.ringbench.protocol.Program;

/**
 * Encrypted training steps. One after the measurement must differ from the oracle's step by
 * rounding alone.
 */
final class EncryptedTraining extends EncryptedWorkload {
  private final SessionSpec spec;
  private final Phase phase;
  private final Program program;
  private final BatchCycle cycle;

  /**
   * Gets everything ready and checks the first steps.
   *
   * @param spec a session that runs the program on the cycle's batches
   * @throws WrongAnswerException if they are wrong
   */
  EncryptedTraining(SessionSpec spec, Phase phase, Program program, BatchCycle cycle) {
    super(spec, phase, program, cycle);
    this.spec = spec;
    this.phase = phase;
    this.program = program;
    this.cycle = cycle;
  }

  /**
   * One batch is enough: what is traced is the work on it, and the opening of others takes time.
   */
  @Override
  public Map<String, Double> trace(long budget) {
    if (spec.execution() != Execution.THREADS) {
      return Map.of();
    }
    SessionSpec traced =
        cycle.at(0).session(spec.backend(), spec.parameters(), program).with(spec.network());
    return TracedSteps.run(traced, phase, budget);
  }

  @Override
  public void check() {
    Session session = measured().session();
    long step = session.steps();
    Map<String, FloatTensor> before = session.reveal();
    measured().step();
    StepCheck.requireLikeOracle(cycle, program, step, before, session.reveal());
    measured().check();
  }
}
