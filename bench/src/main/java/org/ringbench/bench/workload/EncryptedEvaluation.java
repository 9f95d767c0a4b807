package org.ringbench.bench.workload;

import java.util.List;
import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.dealer.Runs;
import org.ringbench.dealer.Seeds;
import org.ringbench.net.NetworkProfile;
import org.ringbench.nn.Model;
import org.ringbench.party.Execution;
import org.ringbench.party.SessionSpec;
import org.ringbench.protocol.Cost;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackendProvider;

/**
 * Predictions for batches of shared rows by a shared model, which stay shared. The first ones must
 * equal the oracle's bit for bit, with the session's own seeds; the last of the measurement must
 * differ from its by rounding alone.
 */
final class EncryptedEvaluation implements Workload {
  private static final int EQUAL_STEPS = 2;

  private final BatchCycle cycle;
  private final Map<String, FloatTensor> weights;
  private final Program program;
  private final MeasuredSession measured;
  private final Phase phase;
  private final long firstStepBytes;

  EncryptedEvaluation(
      Map<String, FloatTensor> weights,
      BatchCycle cycle,
      Program program,
      RingBackendProvider backend,
      Execution execution,
      NetworkProfile network,
      Phase phase) {
    this.weights = weights;
    this.cycle = cycle;
    this.program = program;
    this.phase = phase;
    Seeds seeds = Seeds.fresh();
    SessionSpec spec =
        new SessionSpec(
                backend,
                program.schedule().setting().fractionBits(),
                weights,
                List.of(cycle.rows()),
                Runs.cycle(cycle.runs(program)))
            .with(seeds)
            .with(execution)
            .with(network);
    measured = new MeasuredSession(spec, phase, Cost.of(program));
    try {
      firstStepBytes = measured.firstStep(cycle.mostOwnedRows(0));
      OracleCheck.requireEqual(spec, seeds, measured, EQUAL_STEPS);
      while (measured.session().steps() < cycle.count()) {
        measured.step(); // from here on every row has been opened
      }
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
    return measured.count(firstStepBytes);
  }

  @Override
  public void check() {
    if (phase == Phase.OFFLINE) {
      measured.step();
    }
    long last = measured.session().steps() - 1;
    FloatTensor predictions = measured.session().revealOutput(program, Model.PREDICTION);
    PredictionCheck.requireLikeOracle(cycle, program, weights, last, predictions);
    measured.check();
  }

  @Override
  public void close() {
    measured.close();
  }
}
