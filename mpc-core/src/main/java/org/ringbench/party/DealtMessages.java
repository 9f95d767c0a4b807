package org.ringbench.party;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import org.ringbench.dealer.Dealer;
import org.ringbench.dealer.Run;
import org.ringbench.protocol.Program;
import org.ringbench.ring.HostBuffer;

/** A dealer and the memory for its messages: each lasts until it deals for the program again. */
final class DealtMessages {
  private static final MemorySegment NOTHING = MemorySegment.ofArray(new long[0]);

  private final Dealer dealer;
  private final Map<Program, HostBuffer> messages = new HashMap<>();

  DealtMessages(Dealer dealer) {
    this.dealer = dealer;
  }

  /** Party 1's dealt words of a step. */
  MemorySegment of(long step, Run run) {
    int words = run.program().layout().dealtWords();
    if (words == 0) {
      return NOTHING;
    }
    HostBuffer message = messages.computeIfAbsent(run.program(), _ -> dealer.message(words));
    dealer.deal(step, run, message.tensor());
    return message.read(words);
  }
}
