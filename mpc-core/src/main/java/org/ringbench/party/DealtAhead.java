package org.ringbench.party;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import org.ringbench.dealer.Correlations;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.net.Backoff;
import org.ringbench.net.Connection;
import org.ringbench.net.LinkException;
import org.ringbench.net.Message;
import org.ringbench.net.Role;

/**
 * The dealer's messages as they come over the connection: a thread of its own reads them ahead of
 * the steps into memory for a fixed number of messages.
 */
public final class DealtAhead implements Correlations, AutoCloseable {
  private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

  private final Peers peers;
  private final Connection dealer;
  private final Runs runs;
  private final Credit credit;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment[] slots;
  private final AtomicLong read = new AtomicLong();
  private final AtomicLong taken = new AtomicLong();
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts to read at step 0 of {@code runs}.
   *
   * @param largestBytes of a message
   */
  public DealtAhead(Peers peers, Runs runs, Credit credit, long largestBytes) {
    this.peers = peers;
    dealer = peers.to(Role.DEALER);
    this.runs = runs;
    this.credit = credit;
    slots = new MemorySegment[credit.ahead()];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = arena.allocate(Math.max(Long.BYTES, largestBytes), Long.BYTES);
    }
    thread = peers.watch("dealt-ahead", this::readAll);
  }

  private void readAll() {
    Backoff backoff = new Backoff();
    for (long step = 0; ; step++) {
      Run run = runs.at(step);
      if (run == null) {
        return;
      }
      if (credit.isDue(step)) {
        while (taken.get() < credit.used(step)) {
          if (closed) {
            return;
          }
          backoff.pause();
        }
        backoff.reset();
        dealer.send(Message.PROGRESS, NOTHING);
      }
      long bytes = (long) run.program().layout().dealtWords() * Long.BYTES;
      MemorySegment slot = slots[(int) (step % slots.length)];
      dealer.receive(Message.CORRELATIONS, slot.asSlice(0, bytes));
      read.set(step + 1);
    }
  }

  @Override
  public void receive(MemorySegment into) {
    Backoff backoff = new Backoff();
    long step = taken.get();
    while (read.get() <= step) {
      RuntimeException failure = peers.failure();
      if (failure != null) {
        throw failure;
      }
      if (closed) {
        throw new LinkException("the dealer's connection is closed");
      }
      backoff.pause();
    }
    MemorySegment.copy(slots[(int) (step % slots.length)], 0, into, 0, into.byteSize());
    taken.set(step + 1);
  }

  /** Ends the thread; the connection must be closed, or all have been read. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return; // the thread may still use the memory
    }
    arena.close();
  }
}
