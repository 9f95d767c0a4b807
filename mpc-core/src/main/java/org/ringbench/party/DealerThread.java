package org.ringbench.party;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import org.ringbench.dealer.CorrelationStream;
import org.ringbench.dealer.Dealer;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.protocol.Program;
import org.ringbench.ring.HostBuffer;

/** The dealer on a thread of its own: one message a step, a bounded number of steps ahead. */
final class DealerThread implements AutoCloseable {
  private static final MemorySegment NOTHING = MemorySegment.ofArray(new long[0]);

  private final Dealer dealer;
  private final Runs runs;
  private final CorrelationStream stream;
  private final Map<Program, HostBuffer[]> messages = new HashMap<>(); // one for each place
  private final Worker worker = new Worker("dealer");
  private long step;

  /** A dealer that waits for {@link #dealUntil}. */
  DealerThread(Dealer dealer, Runs runs, CorrelationStream stream) {
    this.dealer = dealer;
    this.runs = runs;
    this.stream = stream;
  }

  /** Starts to deal for all steps before {@code end}. */
  void dealUntil(long end) {
    worker.start(
        () -> {
          try {
            deal(end);
          } catch (RuntimeException | Error e) {
            stream.close(); // or party 1 would wait for ever
            throw e;
          }
        });
  }

  private void deal(long end) {
    for (; step < end; step++) {
      Run run = runs.at(step);
      if (run == null || !stream.awaitPlace(step)) {
        return;
      }
      int words = run.program().layout().dealtWords();
      if (words == 0) {
        stream.send(NOTHING);
      } else {
        HostBuffer message = message(run.program(), words);
        dealer.deal(step, run, message.tensor());
        stream.send(message.read(words));
      }
    }
  }

  private HostBuffer message(Program program, int words) {
    HostBuffer[] places = messages.computeIfAbsent(program, _ -> new HostBuffer[stream.ahead()]);
    int place = (int) (step % places.length);
    if (places[place] == null) {
      places[place] = dealer.message(words);
    }
    return places[place];
  }

  Worker worker() {
    return worker;
  }

  @Override
  public void close() {
    stream.close();
    worker.close();
  }
}
