package org.ringbench.party;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.dealer.Dealer;
import org.ringbench.dealer.RowMasks;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.dealer.Seeds;
import org.ringbench.net.Connection;
import org.ringbench.net.Message;
import org.ringbench.protocol.Program;
import org.ringbench.ring.HostBuffer;
import org.ringbench.ring.RingBackend;

/** The dealer in a process of its own: deals step after step to worker 1 and sees no data. */
public final class DealerSession implements AutoCloseable {
  private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

  private final RingBackend backend;
  private final Dealer dealer;
  private final Connection worker1;
  private final Credit credit;
  private final Map<Program, HostBuffer> messages = new HashMap<>();
  private long bytes;

  /**
   * A dealer.
   *
   * @param backend becomes this session's
   * @param data the data sets' masks, in the order of their numbers
   */
  public DealerSession(
      RingBackend backend, Seeds seeds, List<RowMasks> data, Connection worker1, Credit credit) {
    this.backend = backend;
    this.worker1 = worker1;
    this.credit = credit;
    dealer = new Dealer(backend, seeds, data);
  }

  /**
   * Deals for one step, as soon as worker 1 has the memory for it; steps come in order.
   *
   * @param number counts the session's messages from 0
   * @param step the number of the step, of which no other session with these seeds has the same
   * @throws org.ringbench.net.LinkException if worker 1 is lost
   */
  public void deal(long number, long step, Run run) {
    if (credit.isDue(number)) {
      worker1.receive(Message.PROGRESS, NOTHING);
    }
    int words = run.program().layout().dealtWords();
    MemorySegment message = NOTHING;
    if (words > 0) {
      HostBuffer buffer = messages.computeIfAbsent(run.program(), _ -> dealer.message(words));
      dealer.deal(step, run, buffer.tensor());
      message = buffer.read(words);
    }
    worker1.send(Message.CORRELATIONS, message);
    bytes += message.byteSize();
  }

  /** Deals for all steps. */
  public void dealAll(Runs runs) {
    Run run;
    for (long step = 0; (run = runs.at(step)) != null; step++) {
      deal(step, step, run);
    }
  }

  /** Bytes of correlations that were sent. */
  public long bytes() {
    return bytes;
  }

  @Override
  public void close() {
    backend.close();
  }
}
