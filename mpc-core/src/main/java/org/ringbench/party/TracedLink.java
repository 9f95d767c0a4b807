package org.ringbench.party;

import java.lang.foreign.MemorySegment;
import org.ringbench.net.Link;
import org.ringbench.net.Traffic;
import org.ringbench.party.Timeline.Part;

/** A link whose exchanges are waiting, but for the moments in which it says that bytes move. */
record TracedLink(Link inner, Tracer tracer) implements Link {
  @Override
  public void exchange(MemorySegment out, MemorySegment in) {
    Part before = tracer.enter(Part.WAITING);
    inner.exchange(out, in);
    tracer.enter(before);
  }

  @Override
  public Traffic traffic() {
    return inner.traffic();
  }

  @Override
  public void close() {
    inner.close();
  }
}
