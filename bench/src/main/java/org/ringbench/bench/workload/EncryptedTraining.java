package org.ringbench.bench.workload;

import java.util.List;
import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.dealer.Runs;
import org.ringbench.dealer.Seeds;
import org.ringbench.net.NetworkProfile;
import org.ringbench.party.Execution;
import org.ringbench.party.SessionSpec;
import org.ringbench.protocol.Cost;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackendProvider;

/**
 * Encrypted training steps. The first ones must equal the oracle's bit for bit, with the session's
 * own seeds; one after the measurement must differ from its step by rounding alone.
 */
final class EncryptedTraining implements Workload {
  private static final int EQUAL_STEPS = 2;

  private final BatchCycle cycle;
  private final Program program;
  private final MeasuredSession measured;
  private final SessionSpec spec;
  private final Phase phase;
  private final long firstStepBytes;

  EncryptedTraining(
      TrainingTask task,
      BatchCycle cycle,
      Program program,
      RingBackendProvider backend,
      Execution execution,
      NetworkProfile network,
      Phase phase) {
    this.cycle = cycle;
    this.program = program;
    this.phase = phase;
    Seeds seeds = Seeds.fresh();
    spec =
        new SessionSpec(
                backend,
                program.schedule().setting().fractionBits(),
                task.start(),
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

  /**
   * One batch is enough: what is traced is the work on it, and the opening of others takes time.
   */
  @Override
  public Map<String, Double> trace(long budget) {
    if (spec.execution() != Execution.THREADS) {
      return Map.of();
    }
    BatchCycle one = new BatchCycle(cycle.data().head(cycle.batch()), cycle.batch());
    SessionSpec traced =
        new SessionSpec(
                spec.backend(),
                spec.fractionBits(),
                spec.parameters(),
                List.of(one.rows()),
                Runs.cycle(one.runs(program)))
            .with(spec.network());
    return TracedSteps.run(traced, phase, budget);
  }

  @Override
  public void check() {
    long step = measured.session().steps();
    Map<String, FloatTensor> before = measured.session().reveal();
    measured.step();
    StepCheck.requireLikeOracle(cycle, program, step, before, measured.session().reveal());
    measured.check();
  }

  @Override
  public void close() {
    measured.close();
  }
}
