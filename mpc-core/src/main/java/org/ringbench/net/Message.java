package org.ringbench.net;

/** What a frame carries. The number is part of the wire format. */
public enum Message {
  /** What the sender wants to run: text, compared before anything else is sent. */
  AGREEMENT(1),
  /** A seed that the dealer shares with one worker. */
  SEED(2),
  /** A round's message between the workers. */
  ROUND(3),
  /** A step's correlations, from the dealer to worker 1. */
  CORRELATIONS(4),
  /** Steps that a worker has done: lets the dealer go on. */
  PROGRESS(5),
  /** Shares or values that are revealed, as agreed. */
  REVEAL(6),
  /** Sums for a joint normalisation, or plaintext for a comparison, as agreed. */
  DATA(7),
  /** The sender is alive. */
  ALIVE(8),
  /** The sender stops, and says why. */
  ABORT(9),
  /** The sender is done. */
  DONE(10),
  /** A measurement of the connection. */
  PROBE(11);

  private final int code;

  Message(int code) {
    this.code = code;
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }
}
