package org.ringbench.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Both ends of a connection over the loopback interface; neither waits. */
@Timeout(60)
class CountedSocketTest {
  private CountedSocket here;
  private CountedSocket there;

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      here = socket(SocketChannel.open(server.getLocalAddress()));
      there = socket(server.accept());
    }
  }

  private static CountedSocket socket(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    return new CountedSocket(channel);
  }

  @AfterEach
  void hangUp() throws IOException {
    here.channel().close();
    there.channel().close();
  }

  @Test
  void whatIsUnreadStaysInFront() throws IOException {
    ByteBuffer in = ByteBuffer.allocate(4).limit(0);
    assertEquals(0, there.fill(in));
    assertTrue(here.drain(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5})));
    fill(in, 4);
    assertEquals(0, there.fill(in), "no room");
    assertEquals(1, in.get());
    fill(in, 4);
    byte[] rest = new byte[4];
    in.get(rest);
    assertArrayEquals(new byte[] {2, 3, 4, 5}, rest);
    assertEquals(5, here.sent());
    assertEquals(5, there.received());
    here.channel().close();
    fill(in, -1);
    assertEquals(5, there.received(), "the end is no byte");
  }

  @Test
  void aFullSocketIsLeft() throws IOException {
    ByteBuffer out = ByteBuffer.allocate(1 << 20);
    while (here.drain(out.clear())) {
      // until the peer's memory is full too
    }
    assertTrue(out.hasRemaining());
    assertEquals(out.position(), here.sent() % out.capacity());
    assertFalse(here.drain(out));
    ByteBuffer in = ByteBuffer.allocate(1 << 16).limit(0);
    while (!here.drain(out)) {
      there.fill(in.position(in.limit()));
    }
    assertEquals(0, here.sent() % out.capacity());
  }

  /** Until so much is unread, or -1: until the end. */
  private void fill(ByteBuffer in, int count) throws IOException {
    int last = 0;
    while (count < 0 ? last >= 0 : in.remaining() < count) {
      last = there.fill(in);
    }
  }
}
