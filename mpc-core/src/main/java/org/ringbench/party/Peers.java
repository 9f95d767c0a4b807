package org.ringbench.party;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.ringbench.net.Connection;
import org.ringbench.net.LinkException;
import org.ringbench.net.Role;

/**
 * A role's connections, as one: when one peer is lost, the other is told, and whatever thread finds
 * out later is given the first reason.
 */
public final class Peers implements AutoCloseable {
  private final Role self;
  private final Map<Role, Connection> connections;
  private RuntimeException first;

  /** The connections of a role. */
  public Peers(Role self, Map<Role, Connection> connections) {
    this.self = self;
    this.connections = new EnumMap<>(Role.class);
    this.connections.putAll(connections);
  }

  /** Whose connections these are. */
  public Role self() {
    return self;
  }

  /** Sends everything from now on by way of other connections, such as emulated ones. */
  public void through(UnaryOperator<Connection> way) {
    connections.replaceAll((_, connection) -> way.apply(connection));
  }

  /** All of them. */
  public Map<Role, Connection> all() {
    return Map.copyOf(connections);
  }

  /** The connection to a role. */
  public Connection to(Role role) {
    Connection connection = connections.get(role);
    if (connection == null) {
      throw new IllegalStateException(self + " has no connection to " + role);
    }
    return connection;
  }

  /** Whether there is a connection to a role. */
  public boolean has(Role role) {
    return connections.containsKey(role);
  }

  /**
   * Stops: tells every peer why, and closes all connections.
   *
   * @return the first reason for which this role stopped, which may be another
   */
  public RuntimeException stop(RuntimeException cause) {
    synchronized (this) {
      if (first != null) {
        return first;
      }
      first = cause;
    }
    // A fault of this side is nothing that peers should read: its message may hold data.
    String reason =
        cause instanceof LinkException || cause instanceof AgreementException
            ? String.valueOf(cause.getMessage())
            : self + " stopped because of an error of its own";
    connections.values().forEach(connection -> connection.abort(reason));
    return cause;
  }

  /** The first reason for which this role stopped, or null. */
  public synchronized RuntimeException failure() {
    return first;
  }

  /** Runs something on a thread of its own; if it fails, this role stops. */
  public Thread watch(String name, Runnable work) {
    return Thread.ofPlatform()
        .name(name)
        .daemon()
        .start(
            () -> {
              try {
                work.run();
              } catch (RuntimeException e) {
                stop(e);
              }
            });
  }

  @Override
  public void close() {
    connections.values().forEach(Connection::close);
  }
}
