package org.ringbench.bench.keys;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A hash that people compare over the telephone. */
final class Fingerprint {
  private Fingerprint() {}

  /** SHA-256 in hexadecimal, as openssl prints it. */
  static String of(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "SHA256 " + HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
