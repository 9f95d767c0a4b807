package org.ringbench.net;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A connection whose messages arrive as late as a network would bring them. Both ends must be on
 * one machine and of the same profile: behind each message goes the time at which it is to arrive,
 * by the machine's clock. That frame is not part of the traffic.
 */
public final class EmulatedConnection implements Connection {
  private static final long MOST_SKEW_NANOS = 3_600_000_000_000L;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private final Connection inner;
  private final Line line;
  private final TimeSource time;
  private final MemorySegment leaving = MemorySegment.ofArray(new long[1]);
  private final MemorySegment coming = MemorySegment.ofArray(new long[1]);
  private final AtomicLong rounds = new AtomicLong();
  private final AtomicLong bytesSent = new AtomicLong();
  private final AtomicLong bytesReceived = new AtomicLong();

  /** A slower connection; the peer must slow its end down too. */
  public EmulatedConnection(Connection inner, NetworkProfile profile) {
    this(inner, profile, TimeSource.SYSTEM);
  }

  EmulatedConnection(Connection inner, NetworkProfile profile, TimeSource time) {
    this.inner = inner;
    this.time = time;
    line = new Line(profile);
  }

  @Override
  public Role peer() {
    return inner.peer();
  }

  @Override
  public void send(Message type, MemorySegment payload) {
    synchronized (leaving) {
      leaving.set(LONG, 0, line.arrival(time.nanos(), payload.byteSize()));
      inner.send(type, payload);
      inner.send(Message.PROBE, leaving);
    }
    bytesSent.addAndGet(payload.byteSize());
  }

  @Override
  public void receive(Message type, MemorySegment into) {
    synchronized (coming) {
      inner.receive(type, into);
      awaitArrival();
    }
    bytesReceived.addAndGet(into.byteSize());
  }

  @Override
  public byte[] receive(Message type, int maxBytes) {
    synchronized (coming) {
      byte[] payload = inner.receive(type, maxBytes);
      awaitArrival();
      bytesReceived.addAndGet(payload.length);
      return payload;
    }
  }

  @Override
  public void exchange(Message type, MemorySegment out, MemorySegment in) {
    synchronized (leaving) {
      synchronized (coming) {
        leaving.set(LONG, 0, line.arrival(time.nanos(), out.byteSize()));
        inner.exchange(type, out, in);
        inner.send(Message.PROBE, leaving);
        awaitArrival();
      }
    }
    rounds.incrementAndGet();
    bytesSent.addAndGet(out.byteSize());
    bytesReceived.addAndGet(in.byteSize());
  }

  private void awaitArrival() {
    inner.receive(Message.PROBE, coming);
    long arrival = coming.get(LONG, 0);
    if (Math.abs(arrival - time.nanos()) > MOST_SKEW_NANOS) {
      throw new LinkException(
          "%s has another clock: an emulated network needs both processes on one machine"
              .formatted(inner.peer()));
    }
    time.waitUntil(arrival);
  }

  @Override
  public Traffic traffic() {
    return new Traffic(rounds.get(), bytesSent.get(), bytesReceived.get());
  }

  @Override
  public void abort(String reason) {
    inner.abort(reason);
  }

  @Override
  public void close() {
    inner.close();
  }
}
