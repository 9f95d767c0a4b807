package org.ringbench.protocol;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.plan.Schedule;
import org.ringbench.plan.Schedule.Spread;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.plan.Schedule.Value;

/**
 * A schedule with its protocols: what the parties and the dealer run, and the layout of every
 * message and of the randomness. It holds no data and may be shared.
 */
public final class Program {
  private final Schedule schedule;
  private final CorrelationLayout layout;
  private final List<Protocol> protocols;
  private final List<Slot> slots;
  private final int[] roundWords;

  Program(
      Schedule schedule,
      CorrelationLayout layout,
      List<Protocol> protocols,
      List<Slot> slots,
      int[] roundWords) {
    this.schedule = schedule;
    this.layout = layout;
    this.protocols = List.copyOf(protocols);
    this.slots = List.copyOf(slots);
    this.roundWords = roundWords;
  }

  /** The program of a schedule. */
  public static Program of(Schedule schedule) {
    return new ProgramBuilder(schedule).build();
  }

  /** What it was made of. */
  public Schedule schedule() {
    return schedule;
  }

  /** The randomness of one run. */
  public CorrelationLayout layout() {
    return layout;
  }

  /** The protocols in order of execution. */
  public List<Protocol> protocols() {
    return protocols;
  }

  /** The parts of all messages. */
  public List<Slot> slots() {
    return slots;
  }

  /** Words of a party's message in a round, rows of data aside. */
  public int messageWords(int round) {
    return roundWords[round];
  }

  /**
   * What happens in a round, in order: the openings that are sent, then all that goes on after it.
   */
  public record Turn(Protocol protocol, int index) {}

  /** The openings of a round. */
  public List<Turn> sends(int round) {
    List<Turn> turns = new ArrayList<>();
    for (Protocol p : protocols) {
      if (round >= p.round() && round < p.round() + p.slots().size()) {
        turns.add(new Turn(p, round - p.round()));
      }
    }
    return turns;
  }

  /** What follows a round's exchange; round 0 is before the first. */
  public List<Turn> receives(int round) {
    List<Turn> turns = new ArrayList<>();
    for (Protocol p : protocols) {
      int openings = Math.max(1, p.slots().size());
      if (round >= p.round() && round < p.round() + openings) {
        turns.add(new Turn(p, round - p.round()));
      }
    }
    return turns;
  }

  /**
   * Whether an output that replaces a parameter may be computed in the parameter's own memory: it
   * is a sum that starts with the parameter, every other step that reads the parameter runs before
   * it, and no other output is either of the two.
   */
  public boolean isInPlace(String parameter) {
    Value output = schedule.outputs().get(parameter);
    Value input = input(parameter);
    List<Step> steps = schedule.steps();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Linear(int _, var terms, Value out) && out.equals(output)) {
        var first = terms.getFirst();
        return first.value().equals(input)
            && first.factor() == 1
            && first.spread() == Spread.NONE
            && terms.stream().skip(1).noneMatch(t -> t.value().equals(input))
            && steps.subList(i + 1, steps.size()).stream().noneMatch(s -> reads(s, input))
            && outputsOf(output) == 1
            && outputsOf(input) == 0;
      }
    }
    return false;
  }

  private long outputsOf(Value value) {
    return schedule.outputs().values().stream().filter(value::equals).count();
  }

  private Value input(String name) {
    for (Schedule.Input in : schedule.inputs()) {
      if (in.name().equals(name)) {
        return in.value();
      }
    }
    return null;
  }

  private static boolean reads(Step step, Value value) {
    return switch (step) {
      case Step.Open open -> open.value().equals(value);
      case Step.Truncate t -> t.terms().stream().anyMatch(term -> term.value().equals(value));
      case Step.Linear l -> l.terms().stream().anyMatch(term -> term.value().equals(value));
      case Step.Compare _, Step.OpenBit _, Step.Select _ -> false;
    };
  }
}
