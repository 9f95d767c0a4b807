package org.ringbench.bench.workload;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.dealer.RowMasks;
import org.ringbench.dealer.Runs;
import org.ringbench.dealer.Seeds;
import org.ringbench.net.NetworkProfile;
import org.ringbench.party.Execution;
import org.ringbench.party.SessionSpec;
import org.ringbench.plain.FixedPointEngine;
import org.ringbench.plain.Rounding;
import org.ringbench.protocol.Cost;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingBackends;

/**
 * Encrypted training steps. The first ones must equal the oracle's bit for bit, with the session's
 * own seeds; one after the measurement must differ from its step by rounding alone.
 */
final class EncryptedTraining implements Workload {
  private static final int EQUAL_STEPS = 2;

  private final TrainingTask task;
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
    this.task = task;
    this.cycle = cycle;
    this.program = program;
    this.phase = phase;
    Seeds seeds = Seeds.fresh();
    Cost cost = Cost.of(program);
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
    measured = new MeasuredSession(spec, phase, cost);
    try {
      firstStepBytes = firstStep(cost);
      requireEqualToOracle(seeds);
      while (measured.session().steps() < cycle.count()) {
        measured.step(); // from here on every row has been opened
      }
    } catch (RuntimeException e) {
      measured.close();
      throw e;
    }
  }

  private long firstStep(Cost cost) {
    measured.step();
    long sent =
        Math.max(
            measured.session().traffic(0).bytesSent(), measured.session().traffic(1).bytesSent());
    long predicted = cost.bytesSentPerParty() + cost.bytesPerNewRow() * cycle.mostOwnedRows(0);
    if (sent != predicted) {
      throw new WrongAnswerException(
          "a party sent %d bytes in the first step: predicted %d".formatted(sent, predicted));
    }
    return sent;
  }

  private void requireEqualToOracle(Seeds seeds) {
    RowMasks masks = new RowMasks(0, task.model().features(), cycle.rows().ownership());
    RingBackendProvider java = RingBackends.provider("java");
    Rounding rounding = Rounding.dealers(java.create(), seeds, List.of(masks));
    try (FixedPointEngine oracle =
        new FixedPointEngine(
            java.create(), spec.fractionBits(), task.start(), spec.data(), spec.runs(), rounding)) {
      for (int step = 0; step < EQUAL_STEPS; step++) {
        oracle.step();
        if (step > 0) {
          measured.step();
        }
        for (String parameter : spec.parameters().keySet()) {
          if (!Arrays.equals(
              oracle.revealWords(parameter), measured.session().revealWords(parameter))) {
            throw new WrongAnswerException(
                "step %d: %s differs from the oracle's".formatted(step, parameter));
          }
        }
      }
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
                task.start(),
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
  }

  @Override
  public void close() {
    measured.close();
  }
}
