package org.ringbench.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.plan.Schedule.Value;
import org.ringbench.ring.Shape;

/** A schedule in the making: values, the rounds in which they are there, and steps. */
final class ScheduleBuilder {
  private final List<Value> values = new ArrayList<>();
  private final List<Integer> available = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final List<Schedule.Input> inputs = new ArrayList<>();

  /** A new value, which is there from a round on. */
  Value value(Shape shape, int scale, int round) {
    Value value = new Value(values.size(), shape, scale);
    values.add(value);
    available.add(round);
    return value;
  }

  /** A new value that is there from the start. */
  Value input(String name, Op.Kind kind, Shape shape, int scale) {
    Value value = value(shape, scale, 0);
    inputs.add(new Schedule.Input(name, kind, value));
    return value;
  }

  /** The round from which on a value is there. */
  int available(Value value) {
    return available.get(value.id());
  }

  /** Whether a value is the batch's features. */
  boolean isFeatures(Value value) {
    return inputs.stream().anyMatch(i -> i.value().equals(value) && i.kind() == Op.Kind.FEATURES);
  }

  /** Adds a step, in any order. */
  void add(Step step) {
    steps.add(step);
  }

  /** The schedule, its steps in the order of their rounds. */
  Schedule build(
      String plan, Setting setting, int reducedBits, SequencedMap<String, Value> outputs) {
    // An opening of round r is made after the local steps of round r - 1 and before those of r.
    steps.sort(Comparator.comparingInt(s -> isLocal(s) ? 2 * s.round() : 2 * s.round() - 1));
    int rounds = steps.stream().mapToInt(ScheduleBuilder::lastRound).max().orElse(0);
    return new Schedule(plan, setting, reducedBits, values, steps, inputs, outputs, rounds);
  }

  private static boolean isLocal(Step step) {
    return switch (step) {
      case Step.Select _, Step.Linear _ -> true;
      case Step.Truncate t -> t.local();
      case Step.Compare c -> c.levels() == 0;
      case Step.Open _, Step.OpenBit _ -> false;
    };
  }

  private static int lastRound(Step step) {
    return step instanceof Step.Compare c && c.levels() > 0
        ? c.round() + c.levels() - 1
        : step.round();
  }
}
