package org.ringbench.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.ringbench.ring.Shape;

/**
 * A recorded program with static shapes: nodes in order of computation and named outputs. An output
 * that has the name of a parameter replaces it.
 */
public record Plan(String name, List<Node> nodes, SequencedMap<String, Node> outputs) {

  /**
   * One operation.
   *
   * @param id its place in the plan
   * @param op what it computes
   * @param arguments the ids of the nodes that it reads
   * @param shape its shape
   */
  public record Node(int id, Op op, List<Integer> arguments, Shape shape) {}

  /** Makes both collections immutable. */
  public Plan {
    nodes = List.copyOf(nodes);
    outputs = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(outputs));
  }

  /** The input nodes of a kind, in order. */
  public List<Node> inputs(Op.Kind kind) {
    return nodes.stream()
        .filter(n -> n.op() instanceof Op.Input(String _, Op.Kind k) && k == kind)
        .toList();
  }

  /** The name of an input node. */
  public static String nameOf(Node input) {
    return ((Op.Input) input.op()).name();
  }

  /**
   * Computes the plan on an engine.
   *
   * @param inputs gives the value of each input by its name
   * @return the outputs by name
   */
  public <T> Map<String, T> run(Engine<T> engine, Function<String, T> inputs) {
    List<T> values = new ArrayList<>(nodes.size());
    for (Node node : nodes) {
      values.add(compute(engine, inputs, values, node));
    }
    Map<String, T> results = new LinkedHashMap<>();
    outputs.forEach((output, node) -> results.put(output, values.get(node.id())));
    return results;
  }

  private static <T> T compute(
      Engine<T> engine, Function<String, T> inputs, List<T> values, Node node) {
    List<Integer> a = node.arguments();
    T x = a.isEmpty() ? null : values.get(a.get(0));
    T y = a.size() < 2 ? null : values.get(a.get(1));
    return switch (node.op()) {
      case Op.Input(String input, Op.Kind _) -> inputs.apply(input);
      case Op.MatMul(Transpose t) -> engine.matmul(x, y, t);
      case Op.Add _ -> engine.add(x, y);
      case Op.Sub _ -> engine.sub(x, y);
      case Op.AddRow _ -> engine.addRow(x, y);
      case Op.SumRows _ -> engine.sumRows(x);
      case Op.Sum _ -> engine.sum(x);
      case Op.Hadamard _ -> engine.hadamard(x, y);
      case Op.Square _ -> engine.square(x);
      case Op.Sign _ -> engine.sign(x);
      case Op.Select _ -> engine.select(x, y);
      case Op.Scale(double factor) -> engine.scale(x, factor);
      case Op.Axpy(double factor) -> engine.axpy(factor, x, y);
      case Op.Bounded(double magnitude) -> engine.bounded(x, magnitude);
      case Op.Reduced _ -> engine.reduced(x);
    };
  }

  /** One line a node, then one an output: the canonical text, which {@link #hash} is taken of. */
  public String text() {
    // The same on every machine: no line ends or digits of the platform.
    StringBuilder text = new StringBuilder("plan " + name + "\n");
    for (Node n : nodes) {
      text.append(n.id() + " = " + n.op() + " " + n.arguments() + " : " + n.shape() + "\n");
    }
    outputs.forEach((output, n) -> text.append("output " + output + " = " + n.id() + "\n"));
    return text.toString();
  }

  /** SHA-256 of {@link #text}, in hexadecimal. */
  public String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has SHA-256
    }
  }
}
