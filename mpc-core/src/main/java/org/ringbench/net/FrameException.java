package org.ringbench.net;

/** The peer sent a frame that may not be; the message goes on after the peer's name. */
final class FrameException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FrameException(String message) {
    super(message);
  }
}
