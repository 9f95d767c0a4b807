package org.ringbench.net;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Numbers frames and hands them to a pipe; nothing here waits. */
final class FrameWriter {
  private static final MemorySegment NOTHING = MemorySegment.ofArray(new byte[0]);

  private static final long MOST_BLANK_BYTES = 4 << 20;

  private final Pipe pipe;
  private final long session;

  /**
   * In native memory: with an array of bytes, about one run in three sent the length of the frame
   * before, with C2 of JDK 25 and never with C1 alone. A stale copy of the array's head would
   * explain it; that is inferred, not shown.
   */
  private final MemorySegment header = Arena.ofAuto().allocate(FrameHeader.BYTES, Long.BYTES);

  private long number;

  private MemorySegment payload = NOTHING;
  private long headerAt = FrameHeader.BYTES;
  private long payloadAt;

  FrameWriter(Pipe pipe, long session) {
    this.pipe = pipe;
    this.session = session;
  }

  /** Begins a frame; the one before must have gone. */
  void start(Message type, MemorySegment bytes) {
    FrameHeader.write(header, type, Math.toIntExact(bytes.byteSize()), session, number);
    number++;
    payload = bytes;
    headerAt = 0;
    payloadAt = 0;
  }

  /** Sends as much as has room; whether all has gone. */
  boolean push() throws IOException {
    if (headerAt < FrameHeader.BYTES) {
      headerAt += pipe.write(header, headerAt);
    }
    if (headerAt == FrameHeader.BYTES && payloadAt < payload.byteSize()) {
      payloadAt += pipe.write(payload, payloadAt);
    }
    boolean gone = pipe.flush();
    if (!isTaken()) {
      return false;
    }
    payload = NOTHING; // the caller's memory must not be held
    payloadAt = 0;
    return gone;
  }

  /**
   * After a failure: fills what is left of a frame with zeros, so that another frame can follow and
   * the caller's memory is not read again.
   *
   * @throws IllegalStateException if too much is left
   */
  void blankRest() {
    long left = payload.byteSize() - payloadAt;
    if (left > MOST_BLANK_BYTES) {
      throw new IllegalStateException(left + " bytes are left");
    }
    payload = MemorySegment.ofArray(new byte[(int) left]);
    payloadAt = 0;
  }

  /** Whether no part of a frame waits to be taken by the pipe. */
  boolean isTaken() {
    return headerAt == FrameHeader.BYTES && payloadAt == payload.byteSize();
  }
}
