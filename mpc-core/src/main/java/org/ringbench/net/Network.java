package org.ringbench.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Brings the three processes together. Worker 0 listens; worker 1 and the dealer dial it, in any
 * order of starting, and get the session's id. The dealer waits until worker 0 knows where worker 1
 * listens, and dials there.
 */
public final class Network implements AutoCloseable {
  private final NetworkSetup setup;
  private final Listener listener; // null for the dealer
  private final Map<Role, TcpConnection> connections = new EnumMap<>(Role.class);

  private Network(NetworkSetup setup, Listener listener) {
    this.setup = setup;
    this.listener = listener;
  }

  /**
   * All connections of a role; waits for the peers.
   *
   * @throws NetworkException if this side cannot be what the setup says
   * @throws LinkException if a peer did not come in time, or refuses
   */
  public static Connections open(NetworkSetup setup) {
    try (Network network = listen(setup)) {
      return network.connect();
    }
  }

  /**
   * Opens the port where this role's peers arrive, if it has one.
   *
   * @throws NetworkException if the port is in use, or plaintext would leave this machine
   */
  public static Network listen(NetworkSetup setup) {
    if (setup.self() == Role.DEALER) {
      return new Network(setup, null);
    }
    Set<Role> expected = EnumSet.noneOf(Role.class);
    if (setup.dealer()) {
      expected.add(Role.DEALER);
    }
    if (setup.self() == Role.WORKER0) {
      expected.add(Role.WORKER1);
    }
    InetSocketAddress address = listeningAddress(setup);
    return new Network(setup, Listener.open(setup, expected, address));
  }

  /** On loopback if that is where the master is, so that a trial opens no port to the network. */
  private static InetSocketAddress listeningAddress(NetworkSetup setup) {
    boolean local = false;
    InetAddress master = null;
    try {
      master = InetAddress.getByName(setup.masterAddress());
      local = master.isLoopbackAddress() && setup.advertise().isEmpty();
    } catch (UnknownHostException _) {
      // It may be known later; this side only needs its own addresses.
    }
    if (local) {
      return new InetSocketAddress(master, setup.ownPort());
    }
    if (setup.tls().isEmpty() && !setup.insecure()) {
      throw Dialler.plaintext(setup.masterAddress());
    }
    return new InetSocketAddress(setup.ownPort());
  }

  /** The port that this role listens on. */
  public int port() {
    if (listener == null) {
      throw new IllegalStateException(setup.self() + " does not listen");
    }
    return listener.port();
  }

  /**
   * Waits for the peers and connects; to be called once.
   *
   * @throws LinkException if a peer did not come in time, or refuses
   */
  public Connections connect() {
    long deadline = System.nanoTime() + setup.patience().toNanos();
    try {
      switch (setup.self()) {
        case WORKER0 -> host(deadline);
        case WORKER1 -> join(deadline);
        case DEALER -> deal(deadline);
      }
      return new Connections(setup.self(), connections);
    } catch (IOException e) {
      throw giveUp(new LinkException("a peer was lost while it connected: " + e.getMessage()));
    } catch (RuntimeException | Error e) {
      connections.values().forEach(TcpConnection::close);
      throw e;
    }
  }

  private LinkException giveUp(LinkException e) {
    connections.values().forEach(connection -> connection.abort(e.getMessage()));
    return e;
  }

  /** Worker 0. */
  private void host(long deadline) throws IOException {
    SecureRandom random = new SecureRandom();
    Hello session = new Hello(Role.WORKER0, false, random.nextLong(), random.nextLong(), 0, "");
    Listener.Arrival worker1 = null;
    Listener.Arrival dealer = null;
    while (worker1 == null || (dealer == null && setup.dealer())) {
      Listener.Arrival arrival = listener.next(deadline);
      if (arrival == null) {
        boolean dealerMisses = dealer == null && setup.dealer();
        throw giveUp(nobody(worker1 == null, dealerMisses, worker1, dealer));
      }
      worker1 = stillThere(worker1);
      dealer = stillThere(dealer);
      Role role = arrival.hello().role();
      Listener.Arrival before = role == Role.WORKER1 ? worker1 : dealer;
      if (before != null) {
        listener.turnAway(arrival.guest(), "is a second process in the role of " + role);
      } else if (role == Role.WORKER1) {
        worker1 = arrival;
      } else {
        dealer = arrival;
      }
    }
    String host =
        worker1.hello().text().isEmpty()
            ? worker1.guest().address().getAddress().getHostAddress()
            : worker1.hello().text();
    answer(worker1, session, deadline);
    if (dealer == null) {
      return;
    }
    answer(
        dealer,
        new Hello(
            Role.WORKER0,
            false,
            session.session(),
            session.sessionLow(),
            worker1.hello().port(),
            host),
        deadline);
  }

  /** A peer that left while it waited may come again. */
  private static Listener.Arrival stillThere(Listener.Arrival arrival) {
    if (arrival == null || !arrival.guest().isGone()) {
      return arrival;
    }
    arrival.guest().close();
    return null;
  }

  private void answer(Listener.Arrival arrival, Hello hello, long deadline) throws IOException {
    Role role = arrival.hello().role();
    try {
      arrival.guest().say(hello, deadline);
      connections.put(role, arrival.guest().connect(role, hello, setup));
    } catch (IOException e) {
      throw new IOException(role + " " + Reasons.of(e), e);
    }
  }

  private LinkException nobody(
      boolean worker1Misses, boolean dealerMisses, Listener.Arrival... came) {
    String who =
        worker1Misses && dealerMisses
            ? Role.WORKER1 + " and " + Role.DEALER
            : (worker1Misses ? Role.WORKER1 : Role.DEALER).toString();
    String sentence = absent(who, "port " + port());
    for (Listener.Arrival arrival : came) {
      if (arrival != null) {
        listener.dismiss(arrival.guest(), sentence);
      }
    }
    return new LinkException(sentence);
  }

  private String absent(String who, String where) {
    return "%s did not come to %s within %.0f s"
        .formatted(who, where, setup.patience().toMillis() / 1e3);
  }

  /** Worker 1. */
  private void join(long deadline) throws IOException {
    Dialler dialler = new Dialler(setup, deadline);
    Hello mine =
        new Hello(Role.WORKER1, false, 0, 0, listener.port(), setup.advertise().orElse(""));
    Dialler.Answered worker0 =
        dialler.dial(Role.WORKER0, setup.masterAddress(), setup.masterPort(), mine);
    connections.put(Role.WORKER0, worker0.guest().connect(Role.WORKER0, worker0.hello(), setup));
    while (setup.dealer()) {
      Listener.Arrival dealer = listener.next(deadline);
      if (dealer == null) {
        String where = "%s's port %d".formatted(Role.WORKER1, port());
        throw giveUp(
            new LinkException(absent("the dealer", where) + " (see --advertise and --port)"));
      }
      if (dealer.hello().hasSession(worker0.hello())) {
        answer(dealer, worker0.hello().from(Role.WORKER1), deadline);
        return;
      }
      listener.turnAway(dealer.guest(), "belongs to another session");
    }
  }

  private void deal(long deadline) throws IOException {
    Dialler dialler = new Dialler(setup, deadline);
    Dialler.Answered worker0 =
        dialler.dial(
            Role.WORKER0,
            setup.masterAddress(),
            setup.masterPort(),
            new Hello(Role.DEALER, false, 0, 0, 0, ""));
    Hello session = worker0.hello();
    connections.put(Role.WORKER0, worker0.guest().connect(Role.WORKER0, session, setup));
    Dialler.Answered worker1 =
        dialler.dial(Role.WORKER1, session.text(), session.port(), session.from(Role.DEALER));
    if (!worker1.hello().hasSession(session)) {
      worker1.guest().close();
      throw giveUp(new LinkException(Role.WORKER1 + " belongs to another session"));
    }
    connections.put(Role.WORKER1, worker1.guest().connect(Role.WORKER1, session, setup));
  }

  /** Closes the port; connections stay. */
  @Override
  public void close() {
    if (listener != null) {
      listener.close();
    }
  }
}
