package org.ringbench.plain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import org.ringbench.plan.Op;
import org.ringbench.plan.Plan;
import org.ringbench.ring.Shape;

/**
 * Memory for the results of an engine's operations, found by the order of the calls within a run,
 * so that a plan allocates in its first two runs and never again. Outputs have two places that take
 * turns.
 *
 * @param <T> a value of the engine
 */
public final class ResultSlots<T> {
  private final Function<Shape, T> allocate;
  private final IdentityHashMap<Plan, Slots<T>> plans = new IdentityHashMap<>();
  private Slots<T> current;

  /** No memory yet. */
  public ResultSlots(Function<Shape, T> allocate) {
    this.allocate = allocate;
  }

  /** Starts a run of the plan. */
  public void begin(Plan plan) {
    current = plans.computeIfAbsent(plan, Slots::new);
    current.next = 0;
    current.turn ^= 1;
  }

  /** Memory for the next result. */
  public T next(Shape shape) {
    if (current == null) {
      return allocate.apply(shape);
    }
    int call = current.next++;
    if (call >= current.shapes.length || !current.shapes[call].equals(shape)) {
      throw new IllegalStateException(
          "call "
              + call
              + " with a result of shape "
              + shape
              + " is not of the plan that has begun");
    }
    int slot = current.isOutput[call] ? 2 * call + current.turn : 2 * call;
    T value = current.values.get(slot);
    if (value == null) {
      value = allocate.apply(shape);
      current.values.set(slot, value);
    }
    return value;
  }

  private static final class Slots<T> {
    final Shape[] shapes;
    final boolean[] isOutput;
    final List<T> values;
    int next;
    int turn;

    Slots(Plan plan) {
      // Inputs and declarations give no result: their nodes stand for an earlier one.
      int[] callOfNode = new int[plan.nodes().size()];
      List<Shape> results = new ArrayList<>();
      for (Plan.Node node : plan.nodes()) {
        callOfNode[node.id()] =
            switch (node.op()) {
              case Op.Input _ -> -1;
              case Op.Bounded _, Op.Reduced _ -> callOfNode[node.arguments().getFirst()];
              default -> {
                results.add(node.shape());
                yield results.size() - 1;
              }
            };
      }
      shapes = results.toArray(Shape[]::new);
      isOutput = new boolean[shapes.length];
      for (Plan.Node output : plan.outputs().values()) {
        if (callOfNode[output.id()] >= 0) {
          isOutput[callOfNode[output.id()]] = true;
        }
      }
      values = new ArrayList<>(Collections.nCopies(2 * shapes.length, null));
    }
  }
}
