package org.ringbench.emulator;

import java.util.HashSet;
import java.util.Set;

/** A piece of work in a graph, with those that it follows. Equal only to itself. */
final class GraphNode {
  final Operation operation;
  final Set<GraphNode> after;

  GraphNode(Operation operation, Set<GraphNode> after) {
    this.operation = operation;
    this.after = Set.copyOf(after);
  }

  /** The given nodes and all that they follow, directly or not. */
  static Set<GraphNode> withAncestors(Set<GraphNode> nodes) {
    Set<GraphNode> found = new HashSet<>();
    Set<GraphNode> fresh = new HashSet<>(nodes);
    while (!fresh.isEmpty()) {
      found.addAll(fresh);
      Set<GraphNode> next = new HashSet<>();
      fresh.forEach(node -> next.addAll(node.after));
      next.removeAll(found);
      fresh = next;
    }
    return found;
  }
}
