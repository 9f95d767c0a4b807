package org.ringbench.net;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The bytes themselves, for loopback. */
final class PlainPipe implements Pipe {
  private static final int BYTES = 256 << 10;

  private final CountedSocket socket;
  private final ByteBuffer out = ByteBuffer.allocateDirect(BYTES); // filled up to its position
  private final ByteBuffer in = ByteBuffer.allocateDirect(BYTES).limit(0); // unread: what remains
  private final MemorySegment outBytes = MemorySegment.ofBuffer(out.duplicate().clear());
  private final MemorySegment inBytes = MemorySegment.ofBuffer(in.duplicate().clear());

  PlainPipe(SocketChannel channel) {
    socket = new CountedSocket(channel);
  }

  @Override
  public SocketChannel channel() {
    return socket.channel();
  }

  @Override
  public long write(MemorySegment from, long at) throws IOException {
    long start = at;
    while (at < from.byteSize()) {
      if (!out.hasRemaining()) {
        flush();
        if (!out.hasRemaining()) {
          break;
        }
      }
      int count = (int) Math.min(out.remaining(), from.byteSize() - at);
      MemorySegment.copy(from, at, outBytes, out.position(), count);
      out.position(out.position() + count);
      at += count;
    }
    return at - start;
  }

  @Override
  public boolean flush() throws IOException {
    out.flip();
    try {
      return socket.drain(out);
    } finally {
      out.compact();
    }
  }

  @Override
  public long read(MemorySegment into, long at) throws IOException {
    long start = at;
    while (at < into.byteSize()) {
      if (!in.hasRemaining()) {
        int count = fill();
        if (count <= 0) {
          return at > start ? at - start : count;
        }
      }
      int count = (int) Math.min(in.remaining(), into.byteSize() - at);
      MemorySegment.copy(inBytes, in.position(), into, at, count);
      in.position(in.position() + count);
      at += count;
    }
    return at - start;
  }

  @Override
  public int fill() throws IOException {
    return socket.fill(in);
  }

  @Override
  public long received() {
    return socket.received();
  }

  @Override
  public long sent() {
    return socket.sent();
  }

  @Override
  public void finish() {
    // Closing the socket says it.
  }
}
