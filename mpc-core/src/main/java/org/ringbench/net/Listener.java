package org.ringbench.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A port where peers arrive. Each arrival is looked at on a thread of its own, so that a stranger
 * who says nothing keeps nobody waiting; who is not expected is told so and sent away.
 */
final class Listener implements AutoCloseable {
  private static final int MOST_STRANGERS = 32; // at the same time

  /** How long an arrival may take to say who it is. */
  private static final long GREETING_NANOS = 5_000_000_000L;

  /**
   * A peer that has said who it is and waits for an answer.
   *
   * @param guest its socket
   * @param hello what it said
   */
  record Arrival(Guest guest, Hello hello) {}

  private final NetworkSetup setup;
  private final Set<Role> expected;
  private final ServerSocketChannel server;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Semaphore strangers = new Semaphore(MOST_STRANGERS);

  private Listener(NetworkSetup setup, Set<Role> expected, ServerSocketChannel server) {
    this.setup = setup;
    this.expected = expected;
    this.server = server;
  }

  /**
   * Opens a port and starts to listen.
   *
   * @throws NetworkException if it is in use
   */
  static Listener open(NetworkSetup setup, Set<Role> expected, InetSocketAddress address) {
    try {
      ServerSocketChannel server = ServerSocketChannel.open();
      try {
        server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        server.bind(address);
      } catch (IOException e) {
        server.close();
        throw e;
      }
      Listener listener = new Listener(setup, expected, server);
      Thread.ofPlatform().daemon().name("ringbench-accept").start(listener::accept);
      return listener;
    } catch (IOException e) {
      throw new NetworkException(
          "%s cannot listen on port %d: %s"
              .formatted(setup.self(), address.getPort(), e.getMessage()),
          e);
    }
  }

  int port() {
    try {
      return ((InetSocketAddress) server.getLocalAddress()).getPort();
    } catch (IOException e) {
      throw new LinkException("the listening socket was closed: " + e.getMessage());
    }
  }

  /** The next expected peer, or null if none came in time. */
  Arrival next(long deadline) {
    try {
      return arrivals.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LinkException(setup.self() + " was interrupted while it waited for its peers");
    }
  }

  private void accept() {
    while (server.isOpen()) {
      try {
        SocketChannel channel = server.accept();
        if (strangers.tryAcquire()) {
          Thread.ofPlatform().daemon().name("ringbench-greet").start(() -> greet(channel));
        } else {
          channel.close();
        }
      } catch (IOException _) {
        // The next one may fare better; a closed port ends the loop.
      }
    }
  }

  private void greet(SocketChannel channel) {
    try {
      Guest guest = new Guest(channel);
      try {
        look(guest);
      } catch (IOException | FrameException e) {
        turnAway(guest, Reasons.of(e));
      }
    } catch (IOException _) {
      // It has left again.
    } finally {
      strangers.release();
    }
  }

  private void look(Guest guest) throws IOException {
    long deadline = System.nanoTime() + GREETING_NANOS;
    var certified = guest.secure(setup.tls(), /* dialled= */ false, deadline);
    Hello hello = guest.hear(deadline);
    if (certified.isPresent() && certified.get() != hello.role()) {
      throw new FrameException(
          "says that it is %s and has the certificate of %s"
              .formatted(hello.role(), certified.get()));
    }
    if (!expected.contains(hello.role())) {
      throw new FrameException(
          "is %s: %s expects %s here".formatted(hello.role(), setup.self(), names(expected)));
    }
    arrivals.add(new Arrival(guest, hello));
  }

  private static String names(Set<Role> roles) {
    return String.join(" and ", roles.stream().map(Role::toString).toList());
  }

  /**
   * Sends away a peer that may not come in.
   *
   * @param why goes on after "it"
   */
  void turnAway(Guest guest, String why) {
    setup.notices().accept("refused a peer at %s: it %s".formatted(guest.address(), why));
    dismiss(guest, "it " + why);
  }

  /** Tells a peer why it is sent away, as far as it understands. */
  void dismiss(Guest guest, String why) {
    try {
      guest.say(
          new Hello(setup.self(), /* refusal= */ true, 0, 0, 0, why),
          System.nanoTime() + GREETING_NANOS);
    } catch (IOException | RuntimeException _) {
      // It does not listen.
    }
    guest.leave();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException _) {
      // Nothing can be done about it.
    }
    for (Arrival late = arrivals.poll(); late != null; late = arrivals.poll()) {
      late.guest().close();
    }
  }
}
