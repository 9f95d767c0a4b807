package org.ringbench.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** Real TCP connections within one process, for measuring and for tests. */
public final class Loopback {
  private Loopback() {}

  /**
   * Two ends of a new plain connection over the loopback interface.
   *
   * @param end0 whose end comes first: its peer is {@code end1}
   * @param limit after which a silent peer is taken for lost
   * @throws LinkException if the machine does not allow it
   */
  public static Connection[] pair(Role end0, Role end1, FrameBounds bounds, Duration limit) {
    return pair(end0, end1, bounds, limit, UnaryOperator.identity());
  }

  /** The same with something around the first end's pipe. */
  static Connection[] pair(
      Role end0, Role end1, FrameBounds bounds, Duration limit, UnaryOperator<Pipe> pipe0) {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      SocketChannel dialled = SocketChannel.open(server.getLocalAddress());
      try {
        SocketChannel accepted = accept(server, dialled);
        long session = new SecureRandom().nextLong();
        return new Connection[] {
          new TcpConnection(end1, pipe0.apply(pipe(accepted)), session, bounds, limit),
          new TcpConnection(end0, pipe(dialled), session, bounds, limit)
        };
      } catch (IOException | RuntimeException e) {
        dialled.close();
        throw e;
      }
    } catch (IOException e) {
      throw new LinkException("no connection over loopback: " + e.getMessage());
    }
  }

  /** Of what arrives, the connection that this process made. */
  private static SocketChannel accept(ServerSocketChannel server, SocketChannel dialled)
      throws IOException {
    while (true) {
      SocketChannel accepted = server.accept();
      if (accepted.getRemoteAddress().equals(dialled.getLocalAddress())) {
        return accepted;
      }
      accepted.close();
    }
  }

  private static Pipe pipe(SocketChannel channel) throws IOException {
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    return new PlainPipe(channel);
  }
}
