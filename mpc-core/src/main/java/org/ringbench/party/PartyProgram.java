package org.ringbench.party;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.ringbench.plan.Op;
import org.ringbench.plan.Schedule;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.plan.Schedule.Value;
import org.ringbench.protocol.Component;
import org.ringbench.protocol.PartyMemory;
import org.ringbench.protocol.Program;
import org.ringbench.protocol.Program.Turn;
import org.ringbench.protocol.Protocol;
import org.ringbench.protocol.ScratchMemory;
import org.ringbench.protocol.Slot;
import org.ringbench.ring.HostBuffer;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.RowIndices;
import org.ringbench.ring.Shape;

/** One party's memory for one program, allocated once: values, messages, randomness, scratch. */
class PartyProgram implements PartyMemory {
  private final Program program;
  private final RingBackend backend;
  private final int party;
  private final RingTensor[] values;
  private final Value features; // null if the program reads none
  private final Value labels;
  private final RowIndices rows; // of the batch at hand; null if the program reads no data
  private final RowIndices ownedRows;
  private final RingTensor rowMask;
  private final RingTensor rowOpening;
  private final boolean readsFeatureShares;
  private final Messages messages;
  private final Turn[][] sends; // by round
  private final Turn[][] receives;
  private final List<Replacement> replacements;
  private final ScratchMemory scratch;
  private final CorrelationPool pool;

  /** A parameter's new value and where it belongs. */
  private record Replacement(RingTensor output, RingTensor parameter) {}

  /**
   * Allocates all memory.
   *
   * @param parameters this party's shares of the session's parameters, by name
   * @param entries how many steps' randomness is held at once
   */
  PartyProgram(
      Program program,
      RingBackend backend,
      int party,
      Map<String, RingTensor> parameters,
      int entries) {
    this.program = program;
    this.backend = backend;
    this.party = party;
    Schedule schedule = program.schedule();
    requireFit(schedule, backend.bits());
    features = only(schedule, Op.Kind.FEATURES);
    labels = only(schedule, Op.Kind.LABELS);
    boolean reads = features != null || labels != null;
    int batch = reads ? (features != null ? features : labels).shape().rows() : 0;
    rows = reads ? backend.rowIndices(batch) : null;
    ownedRows = reads ? backend.rowIndices(batch) : null;
    readsFeatureShares = features != null && isReadLinearly(schedule, features);
    rowMask = features == null ? null : backend.allocate(features.shape());
    rowOpening = features == null ? null : backend.allocate(features.shape());
    values = allocateValues(parameters);
    // Round 1 also carries the rows that are opened for the first time.
    messages = new Messages(program, backend, features == null ? 0 : features.shape().size());
    sends = turns(program::sends);
    receives = turns(program::receives);
    replacements = replacements();
    scratch = new ScratchMemory(backend);
    pool = new CorrelationPool(program.layout(), backend, party, entries);
  }

  private Turn[][] turns(IntFunction<List<Turn>> ofRound) {
    return IntStream.rangeClosed(0, program.schedule().rounds())
        .mapToObj(round -> ofRound.apply(round).toArray(Turn[]::new))
        .toArray(Turn[][]::new);
  }

  /** Outputs that bear a parameter's name, unless they are computed in its place. */
  private List<Replacement> replacements() {
    List<Replacement> found = new ArrayList<>();
    for (Schedule.Input input : program.schedule().inputs(Op.Kind.PARAMETER)) {
      Value output = program.schedule().outputs().get(input.name());
      if (output != null && !value(output).equals(value(input.value()))) {
        found.add(new Replacement(value(output), value(input.value())));
      }
    }
    return List.copyOf(found);
  }

  private static Value only(Schedule schedule, Op.Kind kind) {
    List<Schedule.Input> inputs = schedule.inputs(kind);
    if (inputs.size() > 1) {
      throw new IllegalArgumentException(
          "a plan with %d inputs of kind %s: expected one at most".formatted(inputs.size(), kind));
    }
    return inputs.isEmpty() ? null : inputs.getFirst().value();
  }

  private static void requireFit(Schedule schedule, int bits) {
    if (schedule.setting().ringBits() != bits) {
      throw new IllegalArgumentException(
          "a program for a ring of %d bits on a backend of %d"
              .formatted(schedule.setting().ringBits(), bits));
    }
    for (Schedule.Input input : schedule.inputs()) {
      Value output = schedule.outputs().get(input.name());
      if (output != null
          && !(output.shape().equals(input.value().shape())
              && output.scale() == input.value().scale())) {
        throw new IllegalArgumentException(
            "output \"%s\" is %s at scale %d and cannot replace the parameter, %s at scale %d"
                .formatted(
                    input.name(),
                    output.shape(),
                    output.scale(),
                    input.value().shape(),
                    input.value().scale()));
      }
      schedule
          .outputs()
          .forEach(
              (name, value) -> {
                if (value.equals(input.value()) && !name.equals(input.name())) {
                  throw new IllegalArgumentException(
                      "output \"%s\" is input \"%s\": nothing computes it"
                          .formatted(name, input.name()));
                }
              });
    }
  }

  private static boolean isReadLinearly(Schedule schedule, Value value) {
    return schedule.steps().stream()
        .anyMatch(
            step ->
                switch (step) {
                  case Step.Truncate t ->
                      t.terms().stream().anyMatch(term -> term.value().equals(value));
                  case Step.Linear l ->
                      l.terms().stream().anyMatch(term -> term.value().equals(value));
                  default -> false;
                });
  }

  private RingTensor[] allocateValues(Map<String, RingTensor> parameters) {
    Schedule schedule = program.schedule();
    Map<Value, RingTensor> given = new HashMap<>();
    for (Schedule.Input input : schedule.inputs(Op.Kind.PARAMETER)) {
      RingTensor state = parameters.get(input.name());
      if (state == null || !state.shape().equals(input.value().shape())) {
        throw new IllegalArgumentException(
            "parameter \"%s\" is %s: expected shape %s"
                .formatted(
                    input.name(),
                    state == null ? "missing" : state.shape(),
                    input.value().shape()));
      }
      given.put(input.value(), state);
    }
    for (Schedule.Input input : schedule.inputs(Op.Kind.PARAMETER)) {
      if (program.isInPlace(input.name())) {
        given.put(schedule.outputs().get(input.name()), given.get(input.value()));
      }
    }
    RingTensor[] tensors = new RingTensor[schedule.values().size()];
    for (Value value : schedule.values()) {
      RingTensor shared = given.get(value);
      tensors[value.id()] = shared != null ? shared : backend.allocate(value.shape());
    }
    return tensors;
  }

  Program program() {
    return program;
  }

  Value features() {
    return features;
  }

  boolean readsData() {
    return features != null || labels != null;
  }

  /** Chooses the randomness of a step. */
  void select(int poolEntry) {
    pool.select(poolEntry);
  }

  /** What the chosen entry holds of this party's own seed; null if there is nothing. */
  RingTensor seeded() {
    return pool.seeded();
  }

  /** Where the dealer's words of the chosen entry go; null if there are none. */
  HostBuffer dealt() {
    return pool.dealt();
  }

  /** Chooses the rows of a step. */
  void select(RowStore store, int[] batch) {
    rows.set(batch);
    ownedRows.set(store.owned(batch));
  }

  /** Puts the batch in place, as far as it is known before the first round. */
  void load(RowStore store) {
    if (labels != null) {
      store.labelShares(rows, value(labels));
    }
    if (features != null) {
      store.maskShares(ownedRows, rowMask);
      if (readsFeatureShares) {
        store.featureShares(rows, value(features));
      }
    }
  }

  /** Puts D of the batch's rows in place, once all are opened. */
  void loadOpenings(RowStore store) {
    store.openings(rows, rowOpening);
  }

  HostBuffer outgoing(int round) {
    return messages.outgoing(round);
  }

  HostBuffer incoming(int round) {
    return messages.incoming(round);
  }

  /** Computes this party's part of a round's message. */
  void send(int round) {
    for (Turn turn : sends[round]) {
      send(turn);
    }
  }

  void send(Turn turn) {
    Slot slot = turn.protocol().slots().get(turn.index());
    turn.protocol().send(this, turn.index(), messages.sent(slot));
  }

  /** Combines both messages and goes on to the next round's beginning. */
  void receive(int round) {
    combine(round);
    for (Turn turn : receives[round]) {
      receive(turn);
    }
  }

  void combine(int round) {
    messages.combine(round);
  }

  void receive(Turn turn) {
    turn.protocol().receive(this, turn.index());
  }

  /** Puts new values of parameters in their places. */
  void finish() {
    for (Replacement each : replacements) {
      backend.copy(each.output, each.parameter);
    }
  }

  @Override
  public RingBackend backend() {
    return backend;
  }

  @Override
  public int party() {
    return party;
  }

  @Override
  public RingTensor value(Value value) {
    return values[value.id()];
  }

  @Override
  public RingTensor correlation(Component component) {
    return pool.correlation(component);
  }

  @Override
  public RingTensor opened(Slot slot) {
    return messages.received(slot);
  }

  @Override
  public RingTensor rowMask(Value value) {
    return rowMask;
  }

  @Override
  public RingTensor rowOpening(Value value) {
    return rowOpening;
  }

  @Override
  public RingTensor scratch(Protocol owner, int number, Shape shape) {
    return scratch.get(owner, number, shape);
  }
}
