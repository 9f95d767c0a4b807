package org.ringbench.net;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * What a process needs to find the other two.
 *
 * @param self the role of this process
 * @param masterAddress host name or address of worker 0
 * @param masterPort where worker 0 listens
 * @param port where worker 1 listens for the dealer; empty is the port after the master's
 * @param advertise the host under which the dealer finds worker 1; empty is the address that worker
 *     0 sees
 * @param tls who this process is; empty is plaintext
 * @param insecure allows plaintext beyond the loopback interface
 * @param dealer whether there is a dealer's process; its part may come from files
 * @param timeLimit after which a silent peer is taken for lost
 * @param patience how long to wait for peers that have not started yet
 * @param bounds of frames
 * @param notices gets a sentence whenever a stranger was refused, and the like
 */
public record NetworkSetup(
    Role self,
    String masterAddress,
    int masterPort,
    OptionalInt port,
    Optional<String> advertise,
    Optional<TlsIdentity> tls,
    boolean insecure,
    boolean dealer,
    Duration timeLimit,
    Duration patience,
    FrameBounds bounds,
    Consumer<String> notices) {
  /** The longest host name. */
  static final int MOST_HOST_CHARACTERS = 255;

  /**
   * Checks ports, names and times.
   *
   * @throws NetworkException naming the value
   */
  public NetworkSetup {
    requirePort("master port", masterPort);
    port.ifPresent(p -> requirePort("port", p));
    requireHost("master address", masterAddress);
    advertise.ifPresent(host -> requireHost("advertised address", host));
    requirePositive("time limit", timeLimit);
    requirePositive("patience", patience);
    if (tls.isPresent() && tls.get().role() != self) {
      throw new NetworkException(
          "the certificate is %s's: expected one of %s".formatted(tls.get().role(), self));
    }
  }

  /** Plaintext on loopback, 10 s until a silent peer is lost, and 60 s for peers to start. */
  public NetworkSetup(Role self, String masterAddress, int masterPort) {
    this(
        self,
        masterAddress,
        masterPort,
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        true,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        FrameBounds.usual(),
        _ -> {});
  }

  private static void requirePort(String what, int port) {
    if (port < 0 || port > 65_535) {
      throw new NetworkException("%s %d: expected 1 to 65535".formatted(what, port));
    }
  }

  private static void requireHost(String what, String host) {
    boolean plain = host.chars().allMatch(c -> c > ' ' && c < 127);
    if (host.isEmpty() || host.length() > MOST_HOST_CHARACTERS || !plain) {
      throw new NetworkException(
          "%s \"%s\": expected a host name or an address".formatted(what, host));
    }
  }

  private static void requirePositive(String what, Duration duration) {
    if (duration.isNegative() || duration.isZero() || duration.toDays() > 1) {
      throw new NetworkException(
          "%s %s s: expected more than 0 and at most a day"
              .formatted(what, duration.toMillis() / 1e3));
    }
  }

  /** This setup with a certificate, so with TLS. */
  public NetworkSetup with(TlsIdentity identity) {
    return new NetworkSetup(
        self,
        masterAddress,
        masterPort,
        port,
        advertise,
        Optional.of(identity),
        insecure,
        dealer,
        timeLimit,
        patience,
        bounds,
        notices);
  }

  /** This setup with other bounds of frames. */
  public NetworkSetup with(FrameBounds other) {
    return new NetworkSetup(
        self,
        masterAddress,
        masterPort,
        port,
        advertise,
        tls,
        insecure,
        dealer,
        timeLimit,
        patience,
        other,
        notices);
  }

  /** This setup with other times. */
  public NetworkSetup with(Duration limit, Duration wait) {
    return new NetworkSetup(
        self,
        masterAddress,
        masterPort,
        port,
        advertise,
        tls,
        insecure,
        dealer,
        limit,
        wait,
        bounds,
        notices);
  }

  /** This setup with somebody to tell what happens. */
  public NetworkSetup with(Consumer<String> listener) {
    return new NetworkSetup(
        self,
        masterAddress,
        masterPort,
        port,
        advertise,
        tls,
        insecure,
        dealer,
        timeLimit,
        patience,
        bounds,
        listener);
  }

  /** This setup with plaintext allowed on any address. */
  public NetworkSetup insecurely() {
    return new NetworkSetup(
        self,
        masterAddress,
        masterPort,
        port,
        advertise,
        tls,
        true,
        dealer,
        timeLimit,
        patience,
        bounds,
        notices);
  }

  /** This setup for two workers whose correlations were dealt into files. */
  public NetworkSetup withoutDealer() {
    return new NetworkSetup(
        self,
        masterAddress,
        masterPort,
        port,
        advertise,
        tls,
        insecure,
        false,
        timeLimit,
        patience,
        bounds,
        notices);
  }

  /** This setup with worker 1's port, and the host that the dealer is told. */
  public NetworkSetup listeningOn(int ownPort, Optional<String> host) {
    return new NetworkSetup(
        self,
        masterAddress,
        masterPort,
        OptionalInt.of(ownPort),
        host,
        tls,
        insecure,
        dealer,
        timeLimit,
        patience,
        bounds,
        notices);
  }

  /** Where this role listens. */
  int ownPort() {
    return switch (self) {
      case WORKER0 -> masterPort;
      case WORKER1 -> port.orElse(masterPort == 65_535 ? 0 : masterPort + 1);
      case DEALER -> throw new IllegalStateException("the dealer does not listen");
    };
  }
}
