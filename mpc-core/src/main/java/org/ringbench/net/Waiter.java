package org.ringbench.net;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Lets one thread sleep until a socket is ready. */
final class Waiter implements AutoCloseable {
  private static final long MILLI = 1_000_000;

  private final Selector selector;
  private final SelectionKey key;

  Waiter(SocketChannel channel) throws IOException {
    selector = Selector.open();
    key = channel.register(selector, 0);
  }

  /**
   * Waits until the socket is ready, or {@link #wake} is called.
   *
   * @throws SocketTimeoutException after the deadline, as {@link System#nanoTime} counts
   */
  void await(boolean reading, boolean writing, long deadline) throws IOException {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new SocketTimeoutException("it said nothing in time");
    }
    awaitFor(reading, writing, left);
  }

  /** Waits until the socket is ready, {@link #wake} is called, or that long. */
  void awaitFor(boolean reading, boolean writing, long nanos) throws IOException {
    int ops = (reading ? SelectionKey.OP_READ : 0) | (writing ? SelectionKey.OP_WRITE : 0);
    if (key.interestOps() != ops) {
      key.interestOps(ops);
    }
    selector.select(_ -> {}, Math.max(1, nanos / MILLI));
  }

  /** Ends a wait. */
  void wake() {
    selector.wakeup();
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
