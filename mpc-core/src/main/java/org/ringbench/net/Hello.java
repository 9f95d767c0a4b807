package org.ringbench.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first message of each side, inside TLS where there is TLS.
 *
 * @param role of the sender
 * @param refusal whether the sender will not talk; {@code text} says why
 * @param session high half of the session id; zero until worker 0 has said it
 * @param sessionLow low half
 * @param port where worker 1 listens
 * @param text where worker 1 is to be found, or why the sender refuses
 */
record Hello(Role role, boolean refusal, long session, long sessionLow, int port, String text) {
  static final int BYTES = 640;

  private static final int MAGIC = 0x52424831; // "RBH1"
  private static final int VERSION = 1;
  private static final int MOST_TEXT = 512;

  /** The message: always of the same length. */
  byte[] encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    byte[] words = text.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(words.length, MOST_TEXT);
    bytes.putInt(MAGIC).putInt(VERSION).putInt(role.rank()).putInt(refusal ? 1 : 0);
    bytes.putLong(session).putLong(sessionLow).putInt(port).putInt(length);
    bytes.put(words, 0, length);
    return bytes.array();
  }

  /**
   * Reads a message.
   *
   * @throws FrameException if it is none
   */
  static Hello decode(byte[] message) {
    ByteBuffer bytes = ByteBuffer.wrap(message);
    if (bytes.getInt() != MAGIC) {
      throw new FrameException(strange(message[0]));
    }
    int version = bytes.getInt();
    if (version != VERSION) {
      throw new FrameException(
          "speaks version %d of the protocol: expected %d".formatted(version, VERSION));
    }
    int rank = bytes.getInt();
    if (rank < 0 || rank >= Role.values().length) {
      throw new FrameException("says that it has rank " + rank + ": expected 0, 1 or 2");
    }
    boolean refusal = bytes.getInt() != 0;
    long session = bytes.getLong();
    long sessionLow = bytes.getLong();
    int port = bytes.getInt();
    int length = bytes.getInt();
    if (length < 0 || length > MOST_TEXT || port < 0 || port > 65_535) {
      throw new FrameException("sent a greeting that makes no sense");
    }
    byte[] words = Arrays.copyOfRange(message, bytes.position(), bytes.position() + length);
    String text = new String(words, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ");
    return new Hello(Role.of(rank), refusal, session, sessionLow, port, text);
  }

  /** What a first byte tells about a peer that does not greet. */
  static String strange(byte first) {
    return switch (first) {
      case 0x15, 0x16 -> "speaks TLS, and this side was started without keys";
      default -> "is no ringbench process: its first bytes are wrong";
    };
  }

  /** Whether a greeting may begin with this byte. */
  static boolean isStart(byte first) {
    return first == MAGIC >>> 24;
  }

  /** The same session, said by another role. */
  Hello from(Role sender) {
    return new Hello(sender, false, session, sessionLow, 0, "");
  }

  boolean hasSession(Hello other) {
    return session == other.session && sessionLow == other.sessionLow;
  }
}
