package org.ringbench.net;

/** The peer sent an {@link Message#ABORT}; the message is its sentence. */
final class PeerStoppedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PeerStoppedException(String sentence) {
    super(sentence);
  }
}
