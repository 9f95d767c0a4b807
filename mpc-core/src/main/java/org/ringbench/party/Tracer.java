package org.ringbench.party;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.ringbench.net.Link;
import org.ringbench.net.LinkWatch;
import org.ringbench.party.Timeline.Part;
import org.ringbench.ring.RingBackend;

/** Gives each moment of party 0's work to a part of its {@link Timeline}. */
final class Tracer implements LinkWatch {
  private final LongSupplier clock; // in ns
  private final Runnable settle;
  private final Map<Part, Long> nanos = new EnumMap<>(Part.class);
  private volatile Thread owner; // who is traced; null between the steps
  private Part part;
  private long mark;

  /**
   * A tracer.
   *
   * @param settle waits for queued work, which belongs to the part that asked for it
   */
  Tracer(LongSupplier clock, Runnable settle) {
    this.clock = clock;
    this.settle = settle;
  }

  /**
   * Party 0 under this tracer. Made here and not by the session, whose verification would load the
   * subclass: without a timeline, the JIT compiler is to know of one class of party only.
   */
  Party party(RingBackend backend, byte[] seed, Link link, int entries) {
    return new TracedParty(backend, seed, link, entries, this);
  }

  /** The calling thread begins to be traced. */
  void start(Part first) {
    part = first;
    mark = clock.getAsLong();
    owner = Thread.currentThread();
  }

  void stop() {
    enter(part);
    owner = null;
  }

  /**
   * What follows belongs to a part.
   *
   * @return the part that it interrupts
   */
  Part enter(Part next) {
    Part before = part;
    if (isTraced()) {
      settle.run();
      count(part);
      part = next;
    }
    return before;
  }

  @Override
  public void moved() {
    if (isTraced()) {
      count(Part.COMMUNICATION);
    }
  }

  @Override
  public void waited() {
    if (isTraced()) {
      count(Part.WAITING);
    }
  }

  private boolean isTraced() {
    return Thread.currentThread().equals(owner);
  }

  private void count(Part of) {
    long now = clock.getAsLong();
    nanos.merge(of, now - mark, Long::sum);
    mark = now;
  }

  Timeline timeline() {
    return new Timeline(nanos);
  }
}
