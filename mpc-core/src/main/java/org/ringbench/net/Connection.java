package org.ringbench.net;

import java.lang.foreign.MemorySegment;

/**
 * An authenticated connection to one other role: typed frames of bounded length, in order, each
 * numbered within this session.
 *
 * <p>One thread may send while another receives. Every method throws {@link LinkException} that
 * names the peer if it is gone, silent for longer than the session allows, or speaks out of turn;
 * if the peer said why it stops, with the peer's sentence.
 */
public interface Connection extends AutoCloseable {
  /** Who is at the other end, as its certificate says. */
  Role peer();

  /** Sends a frame; returns when the caller may reuse the memory. */
  void send(Message type, MemorySegment payload);

  /** Receives a frame of that type and of exactly {@code into}'s length. */
  void receive(Message type, MemorySegment into);

  /**
   * Receives a frame of that type.
   *
   * @param maxBytes a longer one is refused before memory is allocated for it
   */
  byte[] receive(Message type, int maxBytes);

  /** Sends one message and receives one, both at the same time. */
  void exchange(Message type, MemorySegment out, MemorySegment in);

  /** Payload bytes so far; rounds are exchanges. */
  Traffic traffic();

  /** Tells the peer why this side stops, as far as that is still possible, and closes. */
  void abort(String reason);

  /** Closes; a peer that waits gets a {@link LinkException}. */
  @Override
  void close();
}
