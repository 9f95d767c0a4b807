package org.ringbench.party;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.plan.Op;
import org.ringbench.plan.Schedule;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.plan.Schedule.Value;
import org.ringbench.protocol.Component;
import org.ringbench.protocol.CorrelationLayout;
import org.ringbench.protocol.PartyMemory;
import org.ringbench.protocol.Program;
import org.ringbench.protocol.Program.Turn;
import org.ringbench.protocol.Protocol;
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
  private final HostBuffer[] outgoing; // by round
  private final HostBuffer[] incoming;
  private final RingTensor[] sentSlots;
  private final RingTensor[] openedSlots;
  private final List<List<Turn>> sends = new ArrayList<>();
  private final List<List<Turn>> receives = new ArrayList<>();
  private final List<List<Join>> joins = new ArrayList<>();
  private final Map<Protocol, List<RingTensor>> scratch = new HashMap<>();
  private final RingTensor[] seeded; // what each entry expands from the seed
  private final HostBuffer[] pool; // the dealt part of each entry
  private final RingTensor[][] correlations; // pool entry, component
  private int entry;

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
    outgoing = new HostBuffer[schedule.rounds() + 1];
    incoming = new HostBuffer[schedule.rounds() + 1];
    for (int round = 0; round <= schedule.rounds(); round++) {
      // Round 1 also carries the rows that are opened for the first time.
      int rows = round == 1 && features != null ? features.shape().size() : 0;
      int words = program.messageWords(round) + rows;
      if (words > 0) {
        outgoing[round] = backend.hostBuffer(backend.allocate(Shape.row(words)));
        incoming[round] = backend.hostBuffer(backend.allocate(Shape.row(words)));
      }
      sends.add(program.sends(round));
      receives.add(program.receives(round));
      joins.add(joins(round));
    }
    sentSlots = slots(outgoing);
    openedSlots = slots(incoming);
    CorrelationLayout layout = program.layout();
    seeded = new RingTensor[entries];
    pool = new HostBuffer[entries];
    correlations = new RingTensor[entries][layout.components().size()];
    for (int e = 0; e < entries; e++) {
      RingTensor all = backend.allocate(Shape.row(Math.max(1, layout.words())));
      int expanded = layout.expandedWords(party);
      seeded[e] = expanded == 0 ? null : all.view(0, Shape.row(expanded));
      if (layout.dealtWords() > 0) {
        RingTensor dealt = all.view(layout.dealtOffset(), Shape.row(layout.dealtWords()));
        pool[e] = backend.hostBuffer(dealt);
      }
      for (Component c : layout.components()) {
        correlations[e][c.id()] = all.view(layout.offset(c), c.shape());
      }
    }
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

  private RingTensor[] slots(HostBuffer[] messages) {
    return program.slots().stream()
        .map(s -> messages[s.round()].tensor().view(s.offset(), s.shape()))
        .toArray(RingTensor[]::new);
  }

  /** Neighbouring slots of one kind, as one operation. */
  private record Join(boolean bits, RingTensor sent, RingTensor received) {}

  private List<Join> joins(int round) {
    List<Slot> slots = program.slots().stream().filter(s -> s.round() == round).toList();
    List<Join> found = new ArrayList<>();
    for (int first = 0, next; first < slots.size(); first = next) {
      int from = slots.get(first).offset();
      int end = from;
      for (next = first; next < slots.size(); next++) {
        if (slots.get(next).bits() != slots.get(first).bits()) {
          break;
        }
        end = slots.get(next).offset() + slots.get(next).shape().size();
      }
      Shape shape = Shape.row(end - from);
      found.add(
          new Join(
              slots.get(first).bits(),
              outgoing[round].tensor().view(from, shape),
              incoming[round].tensor().view(from, shape)));
    }
    return List.copyOf(found);
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
    entry = poolEntry;
  }

  /** What the chosen entry holds of this party's own seed; null if there is nothing. */
  RingTensor seeded() {
    return seeded[entry];
  }

  /** Where the dealer's words of the chosen entry go; null if there are none. */
  HostBuffer dealt() {
    return pool[entry];
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
    return outgoing[round];
  }

  HostBuffer incoming(int round) {
    return incoming[round];
  }

  /** Computes this party's part of a round's message. */
  void send(int round) {
    for (Turn turn : sends.get(round)) {
      send(turn);
    }
  }

  void send(Turn turn) {
    Slot slot = turn.protocol().slots().get(turn.index());
    turn.protocol().send(this, turn.index(), sentSlots[slot.id()]);
  }

  /** Combines both messages and goes on to the next round's beginning. */
  void receive(int round) {
    combine(round);
    for (Turn turn : receives.get(round)) {
      receive(turn);
    }
  }

  void combine(int round) {
    for (Join join : joins.get(round)) {
      if (join.bits) {
        backend.xor(join.sent, join.received, join.received);
      } else {
        backend.add(join.sent, join.received, join.received);
      }
    }
  }

  void receive(Turn turn) {
    turn.protocol().receive(this, turn.index());
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
    return correlations[entry][component.id()];
  }

  @Override
  public RingTensor opened(Slot slot) {
    return openedSlots[slot.id()];
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
    List<RingTensor> own = scratch.computeIfAbsent(owner, _ -> new ArrayList<>());
    while (own.size() <= number) {
      own.add(null);
    }
    if (own.get(number) == null) {
      own.set(number, backend.allocate(shape));
    }
    return own.get(number);
  }
}
