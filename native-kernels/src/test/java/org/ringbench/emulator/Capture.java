package org.ringbench.emulator;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A recording of the work of one stream, and of those that were made to wait for it. */
final class Capture {
  final DriverObject.Stream origin;
  private final Thread thread = Thread.currentThread();
  final Set<DriverObject.Stream> streams = new LinkedHashSet<>();
  final List<GraphNode> nodes = new ArrayList<>();
  boolean invalid;

  Capture(DriverObject.Stream origin) {
    this.origin = origin;
    join(origin, Set.of());
  }

  boolean isOnThisThread() {
    return thread.equals(Thread.currentThread());
  }

  /** A stream's work belongs to this recording from now on, after the given nodes. */
  void join(DriverObject.Stream stream, Set<GraphNode> after) {
    streams.add(stream);
    stream.capture = this;
    stream.tail.addAll(after);
  }

  void add(DriverObject.Stream stream, Operation operation) {
    GraphNode node = new GraphNode(operation, stream.tail);
    nodes.add(node);
    stream.tail.clear();
    stream.tail.add(node);
  }

  /** Whether all that other streams did comes before the end of the first one. */
  boolean isJoined() {
    return GraphNode.withAncestors(origin.tail).containsAll(nodes);
  }

  void end() {
    for (DriverObject.Stream stream : streams) {
      stream.capture = null;
      stream.tail.clear();
    }
  }
}
