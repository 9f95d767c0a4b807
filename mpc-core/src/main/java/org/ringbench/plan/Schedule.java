package org.ringbench.plan;

import java.util.List;
import java.util.SequencedMap;
import org.ringbench.ring.Shape;

/**
 * What {@link Lowering} makes of a {@link Plan}: steps on shared values, in order, each with the
 * round of its opening. The parties, the dealer, the oracle and the cost reader all read this one
 * list.
 *
 * @param plan the plan's name and hash
 * @param setting how it was lowered
 * @param reducedBits fractional bits that errors and their gradients gave up, p
 * @param values the shared values; ids are places in this list
 * @param steps in order of execution
 * @param inputs where the plan's inputs stand
 * @param outputs where its outputs stand
 * @param rounds the number of rounds of one run
 */
public record Schedule(
    String plan,
    Setting setting,
    int reducedBits,
    List<Value> values,
    List<Step> steps,
    List<Input> inputs,
    SequencedMap<String, Value> outputs,
    int rounds) {

  /** Makes the lists immutable. */
  public Schedule {
    values = List.copyOf(values);
    steps = List.copyOf(steps);
    inputs = List.copyOf(inputs);
  }

  /**
   * A value that the parties share additively.
   *
   * @param id its place in the schedule
   * @param shape rows and columns
   * @param scale its fractional bits: it stands for its ring element divided by 2^scale
   */
  public record Value(int id, Shape shape, int scale) {}

  /** An input of the plan. */
  public record Input(String name, Op.Kind kind, Value value) {}

  /** How a linear term meets the shape of its sum. */
  public enum Spread {
    /** Element by element. */
    NONE,
    /** One row, added to every row. */
    BROADCAST,
    /** The sum of its rows. */
    SUM_ROWS,
    /** The sum of all its elements. */
    SUM
  }

  /** factor * value. */
  public record LinearTerm(long factor, Value value, Spread spread) {}

  /** The kinds of products. */
  public enum ProductKind {
    /** Matrix product. */
    MATMUL,
    /** Elementwise. */
    HADAMARD,
    /** The sum of the elementwise product: one element. */
    INNER
  }

  /** factor * (x times y), where both are opened under masks. */
  public record ProductTerm(
      long factor, ProductKind kind, Step.Open x, Step.Open y, Transpose transpose) {}

  /**
   * One step. A step that opens something does so in {@link #round}; one that does not runs after
   * it.
   */
  public sealed interface Step {
    /** The round of the (first) opening, 1 for the first. */
    int round();

    /**
     * Opens D = x - l for a mask l, once for all products that use x.
     *
     * @param rows whether the mask belongs to the rows of the data, which are opened once for ever,
     *     and not to this step
     */
    record Open(int round, Value value, boolean rows) implements Step {}

    /**
     * out = the sum of products and linear terms, rounded off by shift bits. Its opening c also
     * serves {@link Compare} and {@link Select}.
     *
     * @param local SecureML's truncation, which opens nothing and runs after {@code round}
     * @param label the plan's node, for messages
     */
    record Truncate(
        int round,
        List<ProductTerm> products,
        List<LinearTerm> terms,
        int shift,
        boolean local,
        Value out,
        String label)
        implements Step {}

    /**
     * XOR shares of [z >= 0] for the z of a truncation, in {@code levels} rounds from {@code round}
     * on; without levels, local.
     */
    record Compare(int round, Truncate of, int levels) implements Step {}

    /** Opens t = b xor m for the bits of a comparison. */
    record OpenBit(int round, Compare of) implements Step {}

    /** out = b * y for the y of a truncation. */
    record Select(int round, OpenBit bit, Truncate of, Value out) implements Step {}

    /** out = a sum of terms of the same scale. */
    record Linear(int round, List<LinearTerm> terms, Value out) implements Step {}
  }

  /** The steps of one kind, in order. */
  public <S extends Step> List<S> steps(Class<S> kind) {
    return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The inputs of one kind, in order. */
  public List<Input> inputs(Op.Kind kind) {
    return inputs.stream().filter(i -> i.kind() == kind).toList();
  }

  /**
   * The value of an output.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Value output(String name) {
    Value value = outputs.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "output \"" + name + "\" is not one of " + outputs.keySet());
    }
    return value;
  }
}
