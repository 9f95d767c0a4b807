package org.ringbench.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ringbench.plan.Plan.Node;

/**
 * Reverse-mode differentiation of a recorded model.
 *
 * <p>An adjoint is a public factor times a node: factors such as the loss's 2 / batch are carried
 * along and never multiplied in, so that they end up in the optimiser's single factor. Only nodes
 * between the wanted parameters and the loss are visited: gradients that nobody needs, such as the
 * input's, are not made.
 */
public final class Gradients {
  private final PlanBuilder builder;
  private final double magnitude;
  private final Map<Integer, Gradient> adjoints = new HashMap<>();

  /**
   * factor * value.
   *
   * @param value null for a matrix of ones
   */
  public record Gradient(double factor, Node value) {}

  private Gradients(PlanBuilder builder, double magnitude) {
    this.builder = builder;
    this.magnitude = magnitude;
  }

  /**
   * The gradients of {@code loss} (one element) with respect to some parameters.
   *
   * @param builder holds the recorded model, and receives the backward nodes
   * @param magnitude the declared bound of every gradient's elements, before its factor
   * @throws IllegalArgumentException if the loss does not depend on a parameter
   */
  public static Map<Node, Gradient> of(
      PlanBuilder builder, Node loss, List<Node> parameters, double magnitude) {
    return new Gradients(builder, magnitude).run(loss, parameters);
  }

  private Map<Node, Gradient> run(Node loss, List<Node> parameters) {
    List<Node> forward = List.copyOf(builder.nodes());
    Set<Integer> wanted = new HashSet<>();
    parameters.forEach(p -> wanted.add(p.id()));
    for (Node node : forward) {
      if (node.arguments().stream().anyMatch(wanted::contains)) {
        wanted.add(node.id());
      }
    }
    adjoints.put(loss.id(), new Gradient(1, null));
    for (Node node : forward.reversed()) {
      Gradient g = adjoints.get(node.id());
      if (g != null) {
        back(node, g, forward, wanted);
      }
    }
    Map<Node, Gradient> result = new LinkedHashMap<>();
    for (Node p : parameters) {
      Gradient g = adjoints.get(p.id());
      if (g == null) {
        throw new IllegalArgumentException("the loss does not depend on node " + p.id());
      }
      result.put(p, g);
    }
    return result;
  }

  private void back(Node node, Gradient g, List<Node> forward, Set<Integer> wanted) {
    List<Node> a = node.arguments().stream().map(forward::get).toList();
    Node x = a.isEmpty() ? null : a.get(0);
    Node y = a.size() < 2 ? null : a.get(1);
    boolean toX = x != null && wanted.contains(x.id());
    boolean toY = y != null && wanted.contains(y.id());
    double f = g.factor();
    Node d = g.value();
    if (d == null && !takesOnes(node.op())) {
      throw new IllegalArgumentException(
          "the loss must be a multiple of a sum of squares; node %d is %s"
              .formatted(node.id(), node.op()));
    }
    switch (node.op()) {
      case Op.Input _ -> {}
      case Op.MatMul(Transpose t) -> {
        if (toX) {
          give(x, f, matmulLeft(t, d, y));
        }
        if (toY) {
          give(y, f, matmulRight(t, d, x));
        }
      }
      case Op.Add _ -> {
        give(toX, x, f, d);
        give(toY, y, f, d);
      }
      case Op.Sub _ -> {
        give(toX, x, f, d);
        give(toY, y, -f, d);
      }
      case Op.AddRow _ -> {
        give(toX, x, f, d);
        if (toY) {
          give(y, f, builder.bounded(builder.sumRows(d), magnitude));
        }
      }
      case Op.Sum _ -> give(toX, x, f, null); // ones, whatever the shape
      case Op.Square _ -> {
        // Where the adjoint is a matrix of ones, this is the error itself: the root of all that
        // may be kept with fewer bits.
        Node value = d == null ? builder.reduced(x) : builder.hadamard(x, d);
        give(toX, x, 2 * f, d == null ? value : builder.bounded(value, magnitude));
      }
      case Op.Hadamard _ -> {
        if (toX) {
          give(x, f, builder.bounded(builder.hadamard(y, d), magnitude));
        }
        if (toY) {
          give(y, f, builder.bounded(builder.hadamard(x, d), magnitude));
        }
      }
      case Op.Select _ -> {
        if (toY) {
          give(y, f, builder.select(x, d));
        }
      }
      case Op.Scale(double factor) -> give(toX, x, f * factor, d);
      case Op.Axpy(double factor) -> {
        give(toX, x, f * factor, d);
        give(toY, y, f, d);
      }
      case Op.Bounded _, Op.Reduced _ -> give(toX, x, f, d);
      case Op.Sign _ -> {} // flat almost everywhere
      case Op.SumRows _ ->
          throw new IllegalArgumentException("no gradient of sumRows: it broadcasts a row");
    }
  }

  private static boolean takesOnes(Op op) {
    return switch (op) {
      case Op.Sum _, Op.Square _, Op.Scale _, Op.Bounded _, Op.Reduced _ -> true;
      default -> false;
    };
  }

  /** The gradient of op(x) * op(y) with respect to x. */
  private Node matmulLeft(Transpose t, Node d, Node y) {
    return builder.bounded(
        switch (t) {
          case NONE -> builder.matmul(d, y, Transpose.RIGHT);
          case RIGHT -> builder.matmul(d, y, Transpose.NONE);
          case LEFT -> builder.matmul(y, d, Transpose.RIGHT);
        },
        magnitude);
  }

  /** The gradient of op(x) * op(y) with respect to y. */
  private Node matmulRight(Transpose t, Node d, Node x) {
    return builder.bounded(
        switch (t) {
          case NONE -> builder.matmul(x, d, Transpose.LEFT);
          case LEFT -> builder.matmul(x, d, Transpose.NONE);
          case RIGHT -> builder.matmul(d, x, Transpose.LEFT);
        },
        magnitude);
  }

  private void give(boolean wanted, Node to, double factor, Node value) {
    if (wanted) {
      give(to, factor, value);
    }
  }

  private void give(Node to, double factor, Node value) {
    adjoints.merge(
        to.id(), new Gradient(factor, value), (old, more) -> new Gradient(1, sum(old, more)));
  }

  private Node sum(Gradient x, Gradient y) {
    Node scaled = y.factor() == 1 ? y.value() : builder.scale(y.value(), y.factor());
    return builder.axpy(x.factor(), x.value(), scaled);
  }
}
