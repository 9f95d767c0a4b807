package org.ringbench.party;

import org.ringbench.dealer.Dealt;
import org.ringbench.dealer.Run;
import org.ringbench.net.Traffic;
import org.ringbench.party.Timeline.Part;

/** A runner whose steps and preparations make a timeline. */
record TracedRunner(Runner inner, Tracer tracer) implements Runner {
  @Override
  public void prepare(long step, Run run) {
    tracer.start(Part.DEALER);
    try {
      inner.prepare(step, run);
    } finally {
      tracer.stop();
    }
  }

  @Override
  public void step(long step, Run run) {
    tracer.start(Part.OTHER);
    try {
      inner.step(step, run);
    } finally {
      tracer.stop();
    }
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
