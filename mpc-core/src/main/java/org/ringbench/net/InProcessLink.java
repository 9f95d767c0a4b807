package org.ringbench.net;

import java.lang.foreign.MemorySegment;

/**
 * A link between two threads of one process: each copies the other's message. It counts what a
 * network would carry; it protects nothing and is for measuring and for tests.
 */
public sealed class InProcessLink implements Link permits WatchedLink {
  private final int party;
  private final Backoff backoff = new Backoff();
  private InProcessLink peer;

  // Read by the peer: message number `sent` lies in `out`; number `taken` of the peer's was copied.
  private MemorySegment out;
  private volatile long sent;
  private volatile long taken;
  private volatile boolean closed;

  private long bytesSent;
  private long bytesReceived;

  InProcessLink(int party) {
    this.party = party;
  }

  /** Both ends of a new link: party 0's and party 1's. */
  public static InProcessLink[] pair() {
    return joined(new InProcessLink(0), new InProcessLink(1));
  }

  /** The same, where party 0's end tells how its exchanges pass. */
  static InProcessLink[] pair(LinkWatch watch) {
    return joined(new WatchedLink(0, watch), new InProcessLink(1));
  }

  private static InProcessLink[] joined(InProcessLink... ends) {
    ends[0].peer = ends[1];
    ends[1].peer = ends[0];
    return ends;
  }

  @Override
  public void exchange(MemorySegment message, MemorySegment in) {
    out = message;
    long number = sent + 1;
    sent = number;
    while (peer.sent < number) {
      pause();
    }
    backoff.reset();
    if (peer.out.byteSize() != in.byteSize()) {
      throw new LinkException(
          "party %d sent %d bytes in round %d where %d were expected"
              .formatted(peer.party, peer.out.byteSize(), number, in.byteSize()));
    }
    copy(peer.out, in);
    taken = number;
    while (peer.taken < number) {
      pause();
    }
    backoff.reset();
    bytesSent += message.byteSize();
    bytesReceived += in.byteSize();
  }

  void copy(MemorySegment from, MemorySegment to) {
    to.copyFrom(from);
  }

  private void pause() {
    if (closed || peer.closed) {
      throw new LinkException("party " + peer.party + " left in round " + sent);
    }
    backoff.pause();
  }

  @Override
  public Traffic traffic() {
    return new Traffic(taken, bytesSent, bytesReceived);
  }

  @Override
  public void close() {
    closed = true;
  }
}
