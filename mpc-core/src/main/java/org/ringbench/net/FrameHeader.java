package org.ringbench.net;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * What stands before every payload: magic, type, length, session and number, in network order.
 *
 * @param type of the payload
 * @param length of the payload in bytes
 */
record FrameHeader(Message type, int length) {
  static final int BYTES = 28;

  private static final int MAGIC = 0x52424631; // "RBF1"
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
  private static final Message[] TYPES = types();

  private static Message[] types() {
    Message[] types = new Message[1 + Message.values().length];
    for (Message type : Message.values()) {
      types[type.code()] = type;
    }
    return types;
  }

  /** Writes a header of 28 bytes. */
  static void write(MemorySegment to, Message type, int length, long session, long number) {
    to.set(INT, 0, MAGIC);
    to.set(INT, 4, type.code());
    to.set(INT, 8, length);
    to.set(LONG, 12, session);
    to.set(LONG, 20, number);
  }

  /**
   * Reads a header of 28 bytes.
   *
   * @throws FrameException unless it is the next one of this session and its length is in bounds
   */
  static FrameHeader read(MemorySegment from, long session, long number, FrameBounds bounds) {
    if (from.get(INT, 0) != MAGIC) {
      throw new FrameException("sent what is no frame (its first bytes are wrong)");
    }
    int code = from.get(INT, 4);
    if (code < 1 || code >= TYPES.length) {
      throw new FrameException("sent a frame of the unknown type " + code);
    }
    if (from.get(LONG, 12) != session) {
      throw new FrameException("sent a frame of another session");
    }
    long sent = from.get(LONG, 20);
    if (sent != number) {
      throw new FrameException(
          "sent frame number %d where number %d comes next".formatted(sent, number));
    }
    Message type = TYPES[code];
    int length = from.get(INT, 8);
    if (length < 0 || length > bounds.of(type)) {
      throw new FrameException(
          "announced %s bytes in a frame of type %s: at most %d are allowed"
              .formatted(Integer.toUnsignedString(length), type, bounds.of(type)));
    }
    return new FrameHeader(type, length);
  }
}
