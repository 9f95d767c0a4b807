package org.ringbench.dealer;

import java.security.SecureRandom;

/**
 * The session's keys: the seed that the dealer shares with each party. Fresh for every session; a
 * seed used again over other values would reveal their difference.
 */
public final class Seeds {
  private static final int BYTES = 16;

  private final byte[] party0;
  private final byte[] party1;

  /**
   * Given seeds, 16 bytes each.
   *
   * @param party0 what the dealer and party 0 know
   * @param party1 what the dealer and party 1 know
   */
  public Seeds(byte[] party0, byte[] party1) {
    if (party0.length != BYTES || party1.length != BYTES) {
      throw new IllegalArgumentException(
          "seeds of %d and %d bytes: expected %d".formatted(party0.length, party1.length, BYTES));
    }
    this.party0 = party0.clone();
    this.party1 = party1.clone();
  }

  /** New seeds from the system's random generator. */
  public static Seeds fresh() {
    SecureRandom random = new SecureRandom();
    byte[] party0 = new byte[BYTES];
    byte[] party1 = new byte[BYTES];
    random.nextBytes(party0);
    random.nextBytes(party1);
    return new Seeds(party0, party1);
  }

  /** Seeds for a repeatable test, never for data that matters. */
  public static Seeds insecure(long number) {
    byte[] party0 = new byte[BYTES];
    byte[] party1 = new byte[BYTES];
    for (int i = 0; i < Long.BYTES; i++) {
      party0[i] = (byte) (number >>> (8 * i));
      party1[i] = party0[i];
    }
    party1[BYTES - 1] = 1;
    return new Seeds(party0, party1);
  }

  /** The seed of a party. */
  public byte[] of(int party) {
    return (party == 0 ? party0 : party1).clone();
  }
}
