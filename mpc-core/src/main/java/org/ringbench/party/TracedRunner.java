package org.ringbench.party;

import org.ringbench.dealer.Dealt;
import org.ringbench.dealer.Run;
import org.ringbench.net.Traffic;
import org.ringbench.party.Timeline.Part;

/**
 * A runner whose steps and preparations are told apart; the session begins and ends the tracing.
 */
record TracedRunner(Runner inner, Tracer tracer) implements Runner {
  @Override
  public void prepare(long step, Run run) {
    Part before = tracer.enter(Part.DEALER);
    inner.prepare(step, run);
    tracer.enter(before);
  }

  @Override
  public void step(long step, Run run) {
    Part before = tracer.enter(Part.OTHER);
    inner.step(step, run);
    tracer.enter(before);
  }

  @Override
  public void awaitPrepared() {
    inner.awaitPrepared();
  }

  @Override
  public Traffic traffic(int party) {
    return inner.traffic(party);
  }

  @Override
  public long dealerBytes() {
    return inner.dealerBytes();
  }

  @Override
  public Dealt dealt() {
    return inner.dealt();
  }

  @Override
  public void close() {
    inner.close();
  }
}
