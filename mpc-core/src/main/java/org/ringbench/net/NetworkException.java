package org.ringbench.net;

/**
 * A network cannot be set up with what the user gave: a port in use, an unreadable key file, an
 * address off loopback without TLS. One sentence that says what was expected.
 */
public final class NetworkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One sentence. */
  public NetworkException(String message) {
    super(message);
  }

  /** One sentence, and what led to it. */
  public NetworkException(String message, Throwable cause) {
    super(message, cause);
  }
}
