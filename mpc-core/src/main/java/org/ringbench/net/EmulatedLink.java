package org.ringbench.net;

import java.lang.foreign.MemorySegment;

/**
 * A link within a process whose messages arrive as late as a network would bring them: half a round
 * trip after their last byte has left, which waits for the bytes sent before.
 */
public final class EmulatedLink implements Link {
  private final Link inner;
  private final Line line;
  private final TimeSource time;
  private EmulatedLink peer;

  // When this round's message and the one before arrive: the peer is at most one round behind.
  private final long[] arrivals = new long[2];
  private int round;

  private EmulatedLink(Link inner, NetworkProfile profile, TimeSource time) {
    this.inner = inner;
    this.time = time;
    line = new Line(profile);
  }

  /** Both ends, over the ends of a link within this process. */
  static Link[] pair(Link[] inner, NetworkProfile profile, TimeSource time) {
    EmulatedLink[] ends = {
      new EmulatedLink(inner[0], profile, time), new EmulatedLink(inner[1], profile, time)
    };
    ends[0].peer = ends[1];
    ends[1].peer = ends[0];
    return ends;
  }

  @Override
  public void exchange(MemorySegment out, MemorySegment in) {
    int slot = round & 1;
    round++;
    arrivals[slot] = line.arrival(time.nanos(), out.byteSize());
    inner.exchange(out, in); // both sides have written their time before either returns
    time.waitUntil(peer.arrivals[slot]);
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
