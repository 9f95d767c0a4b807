package org.ringbench.net;

/**
 * Told how one end of a link spends its exchanges: each call is about the time since the one
 * before. Threads that keep a connection alive tell of their work too.
 */
public interface LinkWatch {
  /** Bytes went on their way to the peer, or came from it. */
  void moved();

  /** There was nothing to move: the peer's message, or its readiness, was waited for. */
  void waited();
}
