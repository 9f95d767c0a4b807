package org.ringbench.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLException;

/** Dials a peer until it is there. */
final class Dialler {
  private static final long RETRY_NANOS = 50_000_000;
  private static final int CONNECT_MILLIS = 2_000;

  private final NetworkSetup setup;
  private final long deadline;

  /**
   * A peer that has answered.
   *
   * @param guest its socket
   * @param hello its answer
   */
  record Answered(Guest guest, Hello hello) {}

  Dialler(NetworkSetup setup, long deadline) {
    this.setup = setup;
    this.deadline = deadline;
  }

  static NetworkException plaintext(String host) {
    return new NetworkException(
        "%s is not this machine: expected keys for TLS (see keys), or --insecure for plaintext"
            .formatted(host));
  }

  /**
   * Dials until the peer answers.
   *
   * @throws NetworkException if plaintext would leave this machine
   * @throws LinkException if the peer did not answer in time, refuses, or is another
   */
  Answered dial(Role peer, String host, int port, Hello greeting) {
    String where = "%s at %s:%d".formatted(peer, host, port);
    String last = "it was not tried";
    while (System.nanoTime() < deadline) {
      try {
        InetAddress address = InetAddress.getByName(host);
        if (setup.tls().isEmpty() && !setup.insecure() && !address.isLoopbackAddress()) {
          throw plaintext(host);
        }
        return attempt(peer, new InetSocketAddress(address, port), greeting);
      } catch (UnknownHostException _) {
        last = "its name is unknown";
      } catch (SSLException | FrameException e) {
        throw new LinkException(where + " " + Reasons.of(e));
      } catch (EOFException _) {
        last = "it hung up" + (setup.tls().isEmpty() ? " (does it expect TLS?)" : "");
      } catch (IOException e) {
        last = e.getMessage() == null ? e.toString() : e.getMessage();
      }
      LockSupport.parkNanos(RETRY_NANOS);
      if (Thread.currentThread().isInterrupted()) {
        throw new LinkException("interrupted while waiting for " + where);
      }
    }
    throw new LinkException(
        "%s did not answer within %.0f s: %s"
            .formatted(where, setup.patience().toMillis() / 1e3, last));
  }

  private Answered attempt(Role peer, InetSocketAddress address, Hello greeting)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    try {
      channel.socket().connect(address, CONNECT_MILLIS);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    Guest guest = new Guest(channel);
    try {
      Optional<Role> certified = guest.secure(setup.tls(), /* dialled= */ true, deadline);
      if (certified.isPresent() && certified.get() != peer) {
        throw new FrameException("has the certificate of " + certified.get());
      }
      guest.say(greeting, deadline);
      Hello answer = guest.hear(deadline);
      if (answer.refusal()) {
        throw new FrameException("refused this process: " + answer.text());
      }
      if (answer.role() != peer) {
        throw new FrameException("is " + answer.role());
      }
      return new Answered(guest, answer);
    } catch (IOException | RuntimeException e) {
      guest.leave();
      throw e;
    }
  }
}
