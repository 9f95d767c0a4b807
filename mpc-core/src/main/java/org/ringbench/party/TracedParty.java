package org.ringbench.party;

import java.util.Map;
import org.ringbench.dealer.Run;
import org.ringbench.net.Link;
import org.ringbench.party.Timeline.Part;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;

/**
 * Party 0 with a timeline. All timing is in this class and its neighbours named alike, which a
 * session without a timeline does not even load.
 */
final class TracedParty extends Party {
  private final Tracer tracer;

  TracedParty(RingBackend backend, byte[] seed, Link link, int entries, Tracer tracer) {
    super(0, TracedBackend.of(backend, tracer), seed, new TracedLink(link, tracer), null, entries);
    this.tracer = tracer;
  }

  @Override
  PartyProgram allocate(Program program, Map<String, RingTensor> shares, int poolEntries) {
    return new TracedProgram(program, backend(), shares, poolEntries, tracer);
  }

  @Override
  void exchange(Run run, int round) {
    Part before = tracer.enter(Part.COMMUNICATION);
    super.exchange(run, round);
    tracer.enter(before);
  }

  @Override
  void run(long step, Run run) {
    super.run(step, run);
    tracer.enter(Part.WAITING); // until party 1 is done too
  }
}
