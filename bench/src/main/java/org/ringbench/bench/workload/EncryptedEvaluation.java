package org.ringbench.bench.workload;

import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.nn.Model;
import org.ringbench.party.Session;
import org.ringbench.party.SessionSpec;
import org.ringbench.protocol.Program;

/**
 * Predictions for batches of shared rows by a shared model, which stay shared. The last of the
 * measurement must differ from the oracle's by rounding alone.
 */
final class EncryptedEvaluation extends EncryptedWorkload {
  private final BatchCycle cycle;
  private final Map<String, FloatTensor> weights;
  private final Program program;

  /**
   * Gets everything ready and checks the first predictions.
   *
   * @param spec a session that runs the program on the cycle's batches
   * @throws WrongAnswerException if they are wrong
   */
  EncryptedEvaluation(SessionSpec spec, Phase phase, Program program, BatchCycle cycle) {
    super(spec, phase, program, cycle);
    this.cycle = cycle;
    this.program = program;
    weights = spec.parameters();
  }

  @Override
  public void check() {
    Session session = stepped();
    FloatTensor predictions = session.revealOutput(program, Model.PREDICTION);
    PredictionCheck.requireLikeOracle(cycle, program, weights, session.steps() - 1, predictions);
    measured().check();
  }
}
