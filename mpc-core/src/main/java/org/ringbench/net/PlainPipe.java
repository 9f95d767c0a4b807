package org.ringbench.net;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/** The bytes themselves, for loopback. */
final class PlainPipe implements Pipe {
  private static final int BYTES = 256 << 10;

  private final SocketChannel channel;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final ByteBuffer out = ByteBuffer.allocateDirect(BYTES); // filled up to its position
  private final ByteBuffer in = ByteBuffer.allocateDirect(BYTES).limit(0); // unread: what remains
  private final MemorySegment outBytes = MemorySegment.ofBuffer(out.duplicate().clear());
  private final MemorySegment inBytes = MemorySegment.ofBuffer(in.duplicate().clear());

  PlainPipe(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public SocketChannel channel() {
    return channel;
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
      while (out.hasRemaining()) {
        int count = channel.write(out);
        if (count == 0) {
          return false;
        }
        sent.addAndGet(count);
      }
      return true;
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
    if (in.remaining() == in.capacity()) {
      return 0;
    }
    in.compact();
    try {
      int count = channel.read(in);
      received.addAndGet(Math.max(0, count));
      return count;
    } finally {
      in.flip();
    }
  }

  @Override
  public long received() {
    return received.get();
  }

  @Override
  public long sent() {
    return sent.get();
  }

  @Override
  public void finish() {
    // Closing the socket says it.
  }
}
