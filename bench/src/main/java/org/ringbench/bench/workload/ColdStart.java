package org.ringbench.bench.workload;

import org.ringbench.dealer.Seeds;
import org.ringbench.party.SessionSpec;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Cost;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackendProvider;

/**
 * The way to the first encrypted training step, once, in a JVM that has run none of it yet.
 *
 * <p>Timed: recording and lowering the plan, fresh seeds for both parties, four backends with their
 * memory, two threads, sharing the parameters, masking and sharing the data, the dealer's work, and
 * the first step with the opening of its batch; all the loading and compiling of classes on the
 * way. Not timed: starting the JVM, reading the data into memory, the handshakes of parties in
 * processes of their own (here seeds are drawn, not exchanged), and the check: the step must equal
 * the oracle's bit for bit.
 */
public final class ColdStart implements Workload {
  private final TrainingTask task;
  private final int batch;
  private final Setting setting;
  private final RingBackendProvider backend;
  private final BatchCycle cycle;
  private SessionSpec spec;
  private Program program;
  private MeasuredSession measured;

  /** Gets nothing ready but the data. */
  public ColdStart(TrainingTask task, int batch, Setting setting, RingBackendProvider backend) {
    this.task = task;
    this.batch = batch;
    this.setting = setting;
    this.backend = backend;
    cycle = task.cycle(batch);
  }

  /** Ends the session of the run before, if there was one. */
  @Override
  public void prepare() {
    close();
  }

  @Override
  public void run() {
    program = task.program(batch, setting);
    spec = cycle.session(backend, task.start(), program).with(Seeds.fresh());
    measured = new MeasuredSession(spec, Phase.TOTAL, Cost.of(program));
    measured.step();
  }

  /** What the run cost; it takes no further step. */
  @Override
  public Tally count() {
    return measured.countFirstStep(cycle.mostOwnedRows(0));
  }

  @Override
  public void check() {
    OracleCheck.requireEqual(spec, measured, 1);
    measured.countFirstStep(cycle.mostOwnedRows(0));
  }

  @Override
  public void close() {
    if (measured != null) {
      measured.close();
      measured = null;
    }
  }
}
