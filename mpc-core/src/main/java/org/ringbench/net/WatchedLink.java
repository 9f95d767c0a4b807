package org.ringbench.net;

import java.lang.foreign.MemorySegment;

/** An end of a link within a process that tells when it copies and when it waits. */
final class WatchedLink extends InProcessLink {
  private final LinkWatch watch;

  WatchedLink(int party, LinkWatch watch) {
    super(party);
    this.watch = watch;
  }

  @Override
  void copy(MemorySegment from, MemorySegment to) {
    watch.waited();
    super.copy(from, to);
    watch.moved();
  }
}
