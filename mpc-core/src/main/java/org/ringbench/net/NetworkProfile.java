package org.ringbench.net;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A network between the two parties: what messages meet on their way.
 *
 * @param name as options and results write it
 * @param bitsPerSecond each way; 0 is whatever the machine gives
 * @param roundTripMillis there and back; 0 is whatever the machine gives
 */
public record NetworkProfile(String name, long bitsPerSecond, double roundTripMillis) {
  /** Threads of one process that read each other's memory: no network at all. */
  public static final NetworkProfile IN_MEMORY = new NetworkProfile("in-memory", 0, 0);

  /** TCP over the loopback interface, without TLS. */
  public static final NetworkProfile LOOPBACK = new NetworkProfile("loopback", 0, 0);

  /** 10 Gbit/s, 0.3 ms. */
  public static final NetworkProfile LAN_10G =
      new NetworkProfile("lan-10g", 10_000_000_000L, /* roundTripMillis= */ 0.3);

  /** 1 Gbit/s, 1 ms. */
  public static final NetworkProfile LAN_1G =
      new NetworkProfile("lan-1g", 1_000_000_000L, /* roundTripMillis= */ 1);

  /** 200 Mbit/s, 40 ms. */
  public static final NetworkProfile WAN =
      new NetworkProfile("wan", 200_000_000L, /* roundTripMillis= */ 40);

  /** The profiles that have a name. */
  public static final List<NetworkProfile> ALL = List.of(IN_MEMORY, LOOPBACK, LAN_10G, LAN_1G, WAN);

  private static final double MOST_MILLIS = 60_000;
  private static final double BITS_PER_BYTE = 8;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /**
   * Checks the figures.
   *
   * @throws IllegalArgumentException naming the value
   */
  public NetworkProfile {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,39}")) {
      throw new IllegalArgumentException(
          "network name \"%s\": expected up to 40 letters, digits, dots and dashes"
              .formatted(name));
    }
    if (bitsPerSecond < 0) {
      throw new IllegalArgumentException(
          "network %s: bitsPerSecond %d: expected 0 (no limit) or more"
              .formatted(name, bitsPerSecond));
    }
    if (!(roundTripMillis >= 0 && roundTripMillis <= MOST_MILLIS)) {
      throw new IllegalArgumentException(
          "network %s: roundTripMillis %s: expected 0 to %.0f"
              .formatted(name, roundTripMillis, MOST_MILLIS));
    }
  }

  /** The profile of that name. */
  public static Optional<NetworkProfile> of(String name) {
    return ALL.stream().filter(profile -> profile.name.equals(name)).findFirst();
  }

  /** Whether messages are held back. */
  public boolean isEmulated() {
    return bitsPerSecond > 0 || roundTripMillis > 0;
  }

  /** How long a message is on its way after its last byte has been sent, in ns. */
  long oneWayNanos() {
    return Math.round(roundTripMillis * NANOS_PER_MILLI / 2);
  }

  /** How long the line is busy with a message, in ns. */
  long sendingNanos(long bytes) {
    return bitsPerSecond == 0
        ? 0
        : Math.round(bytes * BITS_PER_BYTE * NANOS_PER_SECOND / bitsPerSecond);
  }

  /**
   * How long rounds take. Both messages of a round are on their way at the same time, so that a
   * round takes half of a round trip.
   *
   * @param rounds exchanges
   * @param bytes that the party sends that sends more
   * @param computeMillis what the same work takes without a network
   * @return milliseconds
   */
  public double predictMillis(long rounds, long bytes, double computeMillis) {
    return computeMillis + (rounds * oneWayNanos() + sendingNanos(bytes)) / NANOS_PER_MILLI;
  }

  /**
   * Both ends of a new link in this process: party 0's and party 1's.
   *
   * @throws LinkException if the machine does not allow it
   */
  public Link[] pair() {
    return equals(LOOPBACK) ? loopback(UnaryOperator.identity()) : within(InProcessLink.pair());
  }

  /**
   * The same, where party 0's end tells how its exchanges pass.
   *
   * @throws LinkException if the machine does not allow it
   */
  public Link[] pair(LinkWatch watch) {
    return equals(LOOPBACK)
        ? loopback(pipe -> new WatchedPipe(pipe, watch))
        : within(InProcessLink.pair(watch));
  }

  private static Link[] loopback(UnaryOperator<Pipe> pipe0) {
    Connection[] ends =
        Loopback.pair(Role.WORKER0, Role.WORKER1, FrameBounds.usual(), LIMIT, pipe0);
    return new Link[] {new TcpLink(ends[0]), new TcpLink(ends[1])};
  }

  private Link[] within(Link[] ends) {
    return isEmulated() ? EmulatedLink.pair(ends, this, TimeSource.SYSTEM) : ends;
  }
}
