package org.ringbench.bench.workload;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.ringbench.dealer.Dealer;
import org.ringbench.dealer.RowMasks;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Seeds;
import org.ringbench.party.SessionSpec;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Cost;
import org.ringbench.protocol.Program;
import org.ringbench.ring.HostBuffer;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingBackends;

/**
 * The dealer alone, on one thread: both seeds expanded for a training step, and party 1's
 * corrections computed into a message that is ready to be sent.
 *
 * <p>A session of the same backend and seeds must equal the oracle in its first steps, which shows
 * that what its dealer sent was right; the messages of those steps and the last of the measurement
 * must then be, word for word, what a fresh dealer on the Java backend computes.
 */
public final class DealerWork implements Workload {
  private static final String REFERENCE = "java";
  private static final int COUNTED = 3;
  private static final int SESSION_STEPS = 2;

  private final Program program;
  private final Cost cost;
  private final List<Run> runs;
  private final Seeds seeds = Seeds.fresh();
  private final List<RowMasks> masks;
  private final RingBackend backend;
  private final Dealer dealer;
  private final List<HostBuffer> messages = new ArrayList<>(); // more than a cache holds
  private MemorySegment last;
  private long steps;

  /**
   * Gets everything ready and checks the first messages.
   *
   * @throws WrongAnswerException if they are wrong
   */
  public DealerWork(TrainingTask task, int batch, Setting setting, RingBackendProvider provider) {
    BatchCycle cycle = task.cycle(batch);
    program = task.program(batch, setting);
    cost = Cost.of(program);
    runs = cycle.runs(program);
    SessionSpec spec = cycle.session(provider, task.start(), program).with(seeds);
    masks = OracleCheck.masks(spec);
    try (MeasuredSession session = new MeasuredSession(spec, Phase.TOTAL, cost)) {
      session.firstStep(cycle.mostOwnedRows(0));
      OracleCheck.requireEqual(spec, session, SESSION_STEPS);
      requireCounted(session.session().dealerBytes());
    }
    backend = provider.create();
    try {
      dealer = new Dealer(backend, seeds, masks);
      int words = program.layout().dealtWords();
      for (long bytes = 0; bytes < MeasuredSession.POOL_BYTES; bytes += cost.dealerBytes()) {
        messages.add(dealer.message(words));
      }
      while (steps < SESSION_STEPS) {
        run();
        check();
      }
    } catch (RuntimeException e) {
      backend.close();
      throw e;
    }
  }

  /** A dealer beside the steps has sent whole messages. */
  private void requireCounted(long sent) {
    if (sent == 0 || sent % cost.dealerBytes() != 0) {
      throw new WrongAnswerException(
          "the dealer sent %d bytes: predicted %d a step".formatted(sent, cost.dealerBytes()));
    }
  }

  private Run runOf(long step) {
    return runs.get((int) (step % runs.size()));
  }

  @Override
  public void run() {
    HostBuffer message = messages.get((int) (steps % messages.size()));
    dealer.deal(steps, runOf(steps), message.tensor());
    last = message.read(program.layout().dealtWords());
    steps++;
  }

  @Override
  public Tally count() {
    long allocated = Allocation.each(COUNTED, this::run);
    OptionalLong tensors = backend.tensorBytes();
    return new Tally(
        1,
        cost.dealerMultiplyAdds(),
        allocated,
        null,
        null,
        null,
        cost.dealerBytes(),
        cost.correlations(),
        tensors.isPresent() ? tensors.getAsLong() : null);
  }

  @Override
  public void check() {
    if (last.byteSize() != cost.dealerBytes()) {
      throw new WrongAnswerException(
          "a message of %d bytes: predicted %d".formatted(last.byteSize(), cost.dealerBytes()));
    }
    try (RingBackend reference = RingBackends.provider(REFERENCE).create()) {
      Dealer other = new Dealer(reference, seeds, masks);
      HostBuffer expected = other.message(program.layout().dealtWords());
      other.deal(steps - 1, runOf(steps - 1), expected.tensor());
      long wrong = expected.read(program.layout().dealtWords()).mismatch(last);
      if (wrong >= 0) {
        throw new WrongAnswerException(
            "byte %d of the dealer's message for step %d is wrong".formatted(wrong, steps - 1));
      }
    }
  }

  @Override
  public void close() {
    backend.close();
  }
}
