package org.ringbench.bench.process;

/** A peer is gone or stopped; the message says who, why and at which step. */
public final class PeerLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One sentence. */
  public PeerLostException(String message, Throwable cause) {
    super(message, cause);
  }
}
