package org.ringbench.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/** A socket that does not wait, and the bytes that went through it each way. */
final class CountedSocket {
  private final SocketChannel channel;
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();

  CountedSocket(SocketChannel channel) {
    this.channel = channel;
  }

  SocketChannel channel() {
    return channel;
  }

  /**
   * Takes what has room.
   *
   * @param in what remains in it is unread, and stays
   * @return how many bytes, or -1 at the end
   */
  int fill(ByteBuffer in) throws IOException {
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

  /** Sends what remains; whether all of it has gone. */
  boolean drain(ByteBuffer out) throws IOException {
    while (out.hasRemaining()) {
      int count = channel.write(out);
      if (count == 0) {
        return false;
      }
      sent.addAndGet(count);
    }
    return true;
  }

  /** Bytes that have come so far. */
  long received() {
    return received.get();
  }

  /** Bytes that have gone so far. */
  long sent() {
    return sent.get();
  }
}
