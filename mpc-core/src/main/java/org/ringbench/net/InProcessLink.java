package org.ringbench.net;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A link between two threads of one process: each copies the other's message. It counts what a
 * network would carry; it protects nothing and is for measuring and for tests.
 */
public sealed class InProcessLink implements Link permits WatchedLink {
  /** About five microseconds: rounds in step pass without a call of the system. */
  private static final int SPINS = 300;

  /** A wake-up that went astray costs no more than this. */
  private static final long SLEEP_NANOS = 1_000_000;

  private final int party;
  private InProcessLink peer;

  // Read by the peer: message number `sent` lies in `out`; number `taken` of the peer's was copied.
  private MemorySegment out;
  private volatile long sent;
  private volatile long taken;
  private volatile boolean closed;
  private volatile Thread sleeper;

  private long round;
  private long bytesSent;
  private long bytesReceived;

  // Made once: an exchange makes no garbage.
  private final BooleanSupplier peerHasSent = this::hasPeerSent;
  private final BooleanSupplier peerHasTaken = this::hasPeerTaken;

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
    round = sent + 1;
    sent = round;
    peer.wake();
    await(peerHasSent);
    if (peer.out.byteSize() != in.byteSize()) {
      throw new LinkException(
          "party %d sent %d bytes in round %d where %d were expected"
              .formatted(peer.party, peer.out.byteSize(), round, in.byteSize()));
    }
    copy(peer.out, in);
    taken = round;
    peer.wake();
    await(peerHasTaken);
    bytesSent += message.byteSize();
    bytesReceived += in.byteSize();
  }

  private boolean hasPeerSent() {
    return peer.sent >= round;
  }

  private boolean hasPeerTaken() {
    return peer.taken >= round;
  }

  void copy(MemorySegment from, MemorySegment to) {
    to.copyFrom(from);
  }

  /** Spins, and then sleeps: what burns time on a core while it waits takes it from others. */
  private void await(BooleanSupplier arrival) {
    for (int spins = 0; !arrival.getAsBoolean(); spins++) {
      if (closed || peer.closed) {
        throw new LinkException("party " + peer.party + " left in round " + sent);
      }
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        sleep(arrival);
      }
    }
  }

  private void sleep(BooleanSupplier arrival) {
    // Set before the last look; wake() reads it after what is looked for has been written.
    sleeper = Thread.currentThread();
    if (!arrival.getAsBoolean() && !closed && !peer.closed) {
      LockSupport.parkNanos(this, SLEEP_NANOS);
    }
    sleeper = null;
  }

  private void wake() {
    Thread asleep = sleeper;
    if (asleep != null) {
      LockSupport.unpark(asleep);
    }
  }

  @Override
  public Traffic traffic() {
    return new Traffic(taken, bytesSent, bytesReceived);
  }

  @Override
  public void close() {
    closed = true;
    peer.wake();
  }
}
