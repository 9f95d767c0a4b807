package org.ringbench.party;

/** The roles were started with different settings; the message names them and both values. */
public final class AgreementException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** One sentence. */
  public AgreementException(String message) {
    super(message);
  }
}
