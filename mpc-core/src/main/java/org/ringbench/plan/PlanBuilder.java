package org.ringbench.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.ringbench.plan.Plan.Node;
import org.ringbench.ring.Shape;

/** Records a model as a {@link Plan}: the engine whose values are nodes. */
public final class PlanBuilder implements Engine<Node> {
  private final String name;
  private final List<Node> nodes = new ArrayList<>();
  private final SequencedMap<String, Node> outputs = new LinkedHashMap<>();

  /** An empty plan of that name. */
  public PlanBuilder(String name) {
    this.name = name;
  }

  /** Declares an input whose elements lie within +-magnitude. */
  public Node input(String input, Op.Kind kind, Shape shape, double magnitude) {
    for (Node n : nodes) {
      if (n.op() instanceof Op.Input(String other, Op.Kind _) && other.equals(input)) {
        throw new IllegalArgumentException("input \"" + input + "\" is declared twice");
      }
    }
    return bounded(append(new Op.Input(input, kind), List.of(), shape), magnitude);
  }

  /** Declares an output. */
  public void output(String output, Node value) {
    if (outputs.putIfAbsent(output, value) != null) {
      throw new IllegalArgumentException("output \"" + output + "\" is declared twice");
    }
  }

  /**
   * The plan so far, without the nodes that no output needs: the loss of a training step, say,
   * which no engine is then asked to compute.
   */
  public Plan build() {
    boolean[] needed = new boolean[nodes.size()];
    outputs.values().forEach(node -> needed[node.id()] = true);
    for (Node node : nodes.reversed()) {
      if (needed[node.id()]) {
        node.arguments().forEach(argument -> needed[argument] = true);
      }
    }
    Map<Integer, Node> kept = new LinkedHashMap<>();
    for (Node node : nodes) {
      if (needed[node.id()]) {
        List<Integer> arguments =
            node.arguments().stream().map(argument -> kept.get(argument).id()).toList();
        kept.put(node.id(), new Node(kept.size(), node.op(), arguments, node.shape()));
      }
    }
    SequencedMap<String, Node> results = new LinkedHashMap<>();
    outputs.forEach((output, node) -> results.put(output, kept.get(node.id())));
    return new Plan(name, List.copyOf(kept.values()), results);
  }

  /** The nodes so far. */
  List<Node> nodes() {
    return nodes;
  }

  private Node append(Op op, List<Integer> arguments, Shape shape) {
    Node node = new Node(nodes.size(), op, arguments, shape);
    nodes.add(node);
    return node;
  }

  private Node record(Op op, Node... arguments) {
    Shape[] shapes = new Shape[arguments.length];
    List<Integer> ids = new ArrayList<>();
    for (int i = 0; i < arguments.length; i++) {
      shapes[i] = arguments[i].shape();
      ids.add(arguments[i].id());
    }
    return append(op, List.copyOf(ids), op.shapeOf(shapes));
  }

  @Override
  public Node matmul(Node x, Node y, Transpose transpose) {
    return record(new Op.MatMul(transpose), x, y);
  }

  @Override
  public Node add(Node x, Node y) {
    return record(new Op.Add(), x, y);
  }

  @Override
  public Node sub(Node x, Node y) {
    return record(new Op.Sub(), x, y);
  }

  @Override
  public Node addRow(Node x, Node row) {
    return record(new Op.AddRow(), x, row);
  }

  @Override
  public Node sumRows(Node x) {
    return record(new Op.SumRows(), x);
  }

  @Override
  public Node sum(Node x) {
    return record(new Op.Sum(), x);
  }

  @Override
  public Node hadamard(Node x, Node y) {
    return record(new Op.Hadamard(), x, y);
  }

  @Override
  public Node square(Node x) {
    return record(new Op.Square(), x);
  }

  @Override
  public Node sign(Node x) {
    return record(new Op.Sign(), x);
  }

  @Override
  public Node select(Node bit, Node x) {
    if (!(bit.op() instanceof Op.Sign)) {
      throw new IllegalArgumentException("select by node " + bit.id() + ": expected a sign");
    }
    return record(new Op.Select(), bit, x);
  }

  @Override
  public Node scale(Node x, double factor) {
    return record(new Op.Scale(finite(factor)), x);
  }

  @Override
  public Node axpy(double factor, Node x, Node y) {
    return record(new Op.Axpy(finite(factor)), x, y);
  }

  @Override
  public Node bounded(Node x, double magnitude) {
    if (!(magnitude > 0) || Double.isInfinite(magnitude)) {
      throw new IllegalArgumentException("magnitude " + magnitude + ": expected a positive number");
    }
    return record(new Op.Bounded(magnitude), x);
  }

  @Override
  public Node reduced(Node x) {
    return record(new Op.Reduced(), x);
  }

  private static double finite(double factor) {
    if (!Double.isFinite(factor)) {
      throw new IllegalArgumentException("factor " + factor + ": expected a finite number");
    }
    return factor;
  }
}
