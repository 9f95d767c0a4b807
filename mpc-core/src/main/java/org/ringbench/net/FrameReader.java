package org.ringbench.net;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * Reads frames from a pipe and checks each; nothing here waits. Memory for a payload is the
 * caller's, or is allocated once its header is known to be in bounds.
 */
final class FrameReader {
  private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

  private static final int SCRATCH_BYTES = 1 << 16;

  private final Pipe pipe;
  private final long session;
  private final FrameBounds bounds;
  private final MemorySegment header = Arena.ofAuto().allocate(FrameHeader.BYTES, Long.BYTES);
  private long number;

  private Message expected;
  private MemorySegment into;
  private int maxBytes;

  private long headerAt;
  private FrameHeader current; // null until the header is whole
  private MemorySegment payload = NOTHING;
  private long payloadAt;
  private boolean ended;
  private boolean whole; // the expected frame has been read

  FrameReader(Pipe pipe, long session, FrameBounds bounds) {
    this.pipe = pipe;
    this.session = session;
    this.bounds = bounds;
  }

  /** What the next frame must be: of that type, and of {@code bytes}' length. */
  void expect(Message type, MemorySegment bytes) {
    expected = type;
    into = bytes;
    whole = false;
  }

  /** What the next frame must be: of that type, and not longer. */
  void expect(Message type, int longest) {
    expected = type;
    into = null;
    maxBytes = longest;
    whole = false;
  }

  /**
   * Reads what is there; whether the expected frame is whole.
   *
   * @throws FrameException if another frame came
   * @throws PeerStoppedException if the peer said that it stops
   */
  boolean pull() throws IOException {
    while (true) {
      if (current == null) {
        if (!readHeader()) {
          return false;
        }
        choosePayload();
      }
      while (payloadAt < payload.byteSize()) {
        long count = pipe.read(payload, payloadAt);
        if (count <= 0) {
          ended = count < 0;
          return false;
        }
        payloadAt += count;
      }
      Message type = current.type();
      current = null;
      headerAt = 0;
      if (type == Message.ABORT) {
        byte[] sentence = payload.toArray(ValueLayout.JAVA_BYTE);
        throw new PeerStoppedException(printable(sentence));
      } else if (type != Message.ALIVE) {
        whole = true;
        return true;
      }
    }
  }

  private boolean readHeader() throws IOException {
    while (headerAt < FrameHeader.BYTES) {
      long count = pipe.read(header, headerAt);
      if (count <= 0) {
        ended = count < 0;
        return false;
      }
      headerAt += count;
    }
    current = FrameHeader.read(header, session, number, bounds);
    number++;
    payloadAt = 0;
    return true;
  }

  private void choosePayload() {
    int length = current.length();
    if (current.type() == Message.ALIVE) {
      payload = NOTHING;
    } else if (current.type() == Message.ABORT) {
      payload = MemorySegment.ofArray(new byte[length]);
    } else if (current.type() != expected) {
      throw new FrameException("sent %s where %s comes next".formatted(current.type(), expected));
    } else if (into != null && length != into.byteSize()) {
      throw new FrameException(
          "sent %d bytes of %s where %d were expected"
              .formatted(length, expected, into.byteSize()));
    } else if (into == null && length > maxBytes) {
      throw new FrameException(
          "sent %d bytes of %s where at most %d were expected"
              .formatted(length, expected, maxBytes));
    } else {
      payload = into != null ? into : MemorySegment.ofArray(new byte[length]);
    }
  }

  /** The payload of the frame that was read; hands it over. */
  MemorySegment payload() {
    if (!whole) {
      throw new IllegalStateException("no frame has been read");
    }
    MemorySegment read = payload;
    payload = NOTHING;
    into = null;
    return read;
  }

  /**
   * Reads what is there and throws it away, to find the peer's last words.
   *
   * @throws PeerStoppedException with them
   */
  void skipToAbort() throws IOException {
    MemorySegment scratch = MemorySegment.ofArray(new byte[SCRATCH_BYTES]);
    while (current != null || readHeader()) {
      if (current.type() == Message.ABORT) {
        if (payloadAt == 0) {
          choosePayload();
        }
        pull();
        return;
      }
      long length = current.length();
      while (payloadAt < length) {
        MemorySegment part = scratch.asSlice(0, Math.min(SCRATCH_BYTES, length - payloadAt));
        long count = pipe.read(part, 0);
        if (count <= 0) {
          return;
        }
        payloadAt += count;
      }
      current = null;
      headerAt = 0;
    }
  }

  /** Whether the peer has ended the stream. */
  boolean isEnded() {
    return ended;
  }

  /** A peer's sentence goes to a terminal: one line, and no control characters. */
  private static String printable(byte[] sentence) {
    return new String(sentence, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
