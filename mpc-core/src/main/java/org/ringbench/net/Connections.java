package org.ringbench.net;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** A process's connections to the other two roles. */
public final class Connections implements AutoCloseable {
  private final Role self;
  private final Map<Role, Connection> byRole;

  Connections(Role self, Map<Role, ? extends Connection> byRole) {
    this.self = self;
    this.byRole = new EnumMap<>(byRole);
  }

  /** The role of this process. */
  public Role self() {
    return self;
  }

  /** The connection to a peer. */
  public Connection to(Role peer) {
    return Optional.ofNullable(byRole.get(peer))
        .orElseThrow(() -> new IllegalArgumentException(self + " has no connection to " + peer));
  }

  /** Tells both peers why this side stops, and closes. */
  public void abort(String reason) {
    byRole.values().forEach(connection -> connection.abort(reason));
  }

  @Override
  public void close() {
    byRole.values().forEach(Connection::close);
  }
}
