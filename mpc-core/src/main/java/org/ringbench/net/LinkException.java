package org.ringbench.net;

/** The peer is gone, or spoke out of turn. */
public final class LinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One sentence that names the peer. */
  public LinkException(String message) {
    super(message);
  }
}
