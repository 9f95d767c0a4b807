package org.ringbench.bench.process;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.net.EmulatedConnection;
import org.ringbench.net.LinkException;
import org.ringbench.net.NetworkProfile;
import org.ringbench.net.Role;
import org.ringbench.party.Agreement;
import org.ringbench.party.Peers;

/** How the three come to terms, and how they part. */
final class Terms {
  /** Of what is sent between the roles. */
  private static final String PROTOCOL = "1";

  private Terms() {}

  /**
   * Agrees with both peers on what runs.
   *
   * @param facts that this role alone knows
   */
  static Job agree(
      ProcessSettings settings, Peers peers, Map<String, String> facts, Resume resume, Log log) {
    Map<String, String> own = new LinkedHashMap<>(settings.announced());
    own.put("protocol", PROTOCOL);
    own.put("version", version());
    own.putAll(facts);
    own.putAll(resume.announcement());
    byte[] nonce = new byte[16];
    new SecureRandom().nextBytes(nonce);
    own.put(Agreement.SESSION + "nonce." + settings.role.rank(), HexFormat.of().formatHex(nonce));
    Agreement agreement =
        Agreement.reach(
            settings.role,
            peers.all(),
            new Agreement(own),
            all -> all.with(resume.choose(all)).with(new Job(all).consequences()));
    log.info("all agree: " + agreement.hash().substring(0, 16));
    agreement.entries().forEach((key, value) -> log.debug("agreed: " + key + " = " + value));
    List<String> figures = List.of(agreement.get("network").split(" ", 3));
    NetworkProfile network =
        new NetworkProfile(
            figures.get(0), Long.parseLong(figures.get(1)), Double.parseDouble(figures.get(2)));
    if (network.isEmulated()) {
      log.info("the network is emulated: " + network.name());
      peers.through(connection -> new EmulatedConnection(connection, network));
    }
    return new Job(agreement);
  }

  static String version() {
    String version = Terms.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  /** Where a run was, for people. */
  static String place(long step, int perEpoch, int startEpoch) {
    return "step %d (epoch %d)".formatted(step + 1, startEpoch + step / perEpoch + 1);
  }

  /** Waits for a watcher; throws what it met. */
  static void join(Thread watcher, Peers peers) {
    try {
      watcher.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    if (peers.failure() != null) {
      throw peers.failure();
    }
  }

  /** Stops all connections; what the user is told. */
  static RuntimeException explain(Peers peers, RuntimeException e, String place) {
    RuntimeException first = peers.stop(e);
    if (first instanceof LinkException) {
      String where = place.isEmpty() ? "before the first step" : "at " + place;
      return new PeerLostException(where + ": " + first.getMessage(), first);
    }
    return first;
  }

  static String other(Role self) {
    return self == Role.WORKER0 ? "worker 1" : "worker 0";
  }
}
