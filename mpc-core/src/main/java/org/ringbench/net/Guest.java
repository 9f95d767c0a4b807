package org.ringbench.net;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** A socket before it is a connection: who is there is found out first. */
final class Guest implements AutoCloseable {
  private static final long GOODBYE_NANOS = 500_000_000;

  private final SocketChannel channel;
  private final InetSocketAddress address;
  private final Waiter waiter;
  private Pipe pipe;

  Guest(SocketChannel channel) throws IOException {
    this.channel = channel;
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      address = (InetSocketAddress) channel.getRemoteAddress();
      if (address == null) {
        throw new EOFException("it hung up");
      }
      waiter = new Waiter(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The other end of the socket. */
  InetSocketAddress address() {
    return address;
  }

  /**
   * Shakes hands by TLS if this side has an identity.
   *
   * @param dialled whether this side has opened the connection
   * @return the role that the peer's certificate names, with TLS
   */
  Optional<Role> secure(Optional<TlsIdentity> identity, boolean dialled, long deadline)
      throws IOException {
    if (identity.isEmpty()) {
      pipe = new PlainPipe(channel);
      return Optional.empty();
    }
    TlsPipe tls = new TlsPipe(channel, identity.get().engine(dialled));
    pipe = tls;
    tls.handshake(waiter, deadline);
    X509Certificate certificate =
        (X509Certificate) tls.engine().getSession().getPeerCertificates()[0];
    return Optional.of(
        TlsIdentity.role(certificate)
            .orElseThrow(() -> new FrameException("has a certificate that names no role")));
  }

  void say(Hello hello, long deadline) throws IOException {
    MemorySegment message = MemorySegment.ofArray(hello.encode());
    long at = 0;
    while (true) {
      at += pipe.write(message, at);
      if (pipe.flush() && at == message.byteSize()) {
        return;
      }
      waiter.await(/* reading= */ false, /* writing= */ true, deadline);
    }
  }

  /** Waits for the peer's greeting. */
  Hello hear(long deadline) throws IOException {
    byte[] message = new byte[Hello.BYTES];
    MemorySegment into = MemorySegment.ofArray(message);
    long at = 0;
    while (at < message.length) {
      long count = pipe.read(into, at);
      if (count < 0) {
        throw new EOFException("it hung up");
      }
      at += count;
      if (at > 0 && !Hello.isStart(message[0])) {
        throw new FrameException(Hello.strange(message[0]));
      }
      if (count == 0) {
        waiter.await(/* reading= */ true, /* writing= */ false, deadline);
      }
    }
    return Hello.decode(message);
  }

  /** Whether the peer has hung up in the meantime. */
  boolean isGone() {
    try {
      return pipe.fill() < 0;
    } catch (IOException e) {
      return true;
    }
  }

  /** Hands the socket over to a connection. */
  TcpConnection connect(Role peer, Hello session, NetworkSetup setup) throws IOException {
    waiter.close();
    return new TcpConnection(peer, pipe, session.session(), setup.bounds(), setup.timeLimit());
  }

  /** Closes so that what was said last still arrives. */
  void leave() {
    try {
      if (pipe != null) {
        pipe.finish();
      }
      channel.shutdownOutput();
      long deadline = System.nanoTime() + GOODBYE_NANOS;
      ByteBuffer unread = ByteBuffer.allocate(1 << 12);
      while (channel.read(unread.clear()) >= 0) {
        if (unread.position() == 0) {
          waiter.await(/* reading= */ true, /* writing= */ false, deadline);
        }
      }
    } catch (IOException | RuntimeException _) {
      // It does not listen.
    }
    close();
  }

  @Override
  public void close() {
    try (waiter) {
      channel.close();
    } catch (IOException _) {
      // Nothing can be done about it.
    }
  }
}
