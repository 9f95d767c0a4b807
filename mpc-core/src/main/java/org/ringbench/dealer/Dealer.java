package org.ringbench.dealer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.plan.Op;
import org.ringbench.plan.Schedule;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.plan.Schedule.Value;
import org.ringbench.protocol.Component;
import org.ringbench.protocol.CorrelationLayout;
import org.ringbench.protocol.DealerMemory;
import org.ringbench.protocol.Program;
import org.ringbench.protocol.Protocol;
import org.ringbench.protocol.ScratchMemory;
import org.ringbench.protocol.Truncation;
import org.ringbench.ring.HostBuffer;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.RowIndices;
import org.ringbench.ring.Shape;

/**
 * The trusted third party: it knows both seeds and no data, and sends party 1 what depends on both.
 * Party 0 needs nothing but its seed.
 */
public final class Dealer {
  private final RingBackend backend;
  private final RingBackend.Prg[] prgs;
  private final List<RowMasks> data;
  private final Map<Program, Memory> memories = new HashMap<>();

  /**
   * A dealer on a backend of its own.
   *
   * @param data the data sets' masks, in the order of their numbers
   */
  public Dealer(RingBackend backend, Seeds seeds, List<RowMasks> data) {
    this.backend = backend;
    this.data = List.copyOf(data);
    prgs = new RingBackend.Prg[] {backend.prg(seeds.of(0)), backend.prg(seeds.of(1))};
  }

  /**
   * Computes party 1's dealt words of a step.
   *
   * @param out {@code run.program().layout().dealtWords()} words of this dealer's backend
   */
  public void deal(long step, Run run, RingTensor out) {
    select(run);
    Memory memory = memories.get(run.program());
    memory.expand(step, run.data(), out);
    for (Protocol protocol : run.program().protocols()) {
      protocol.deal(memory);
    }
  }

  /** Chooses the rows of a run: all that a replay of a recorded {@link #deal} needs of it. */
  public void select(Run run) {
    memories.computeIfAbsent(run.program(), Memory::new).select(run);
  }

  /** Memory for a message of {@link #deal}. */
  public HostBuffer message(int words) {
    return backend.hostBuffer(backend.allocate(Shape.row(words)));
  }

  /** Copies the r of a truncation in the step dealt last; for an oracle that rounds alike. */
  public void random(Run run, Step.Truncate truncate, long[] words) {
    for (Protocol protocol : run.program().protocols()) {
      if (protocol instanceof Truncation t && t.step().equals(truncate)) {
        backend.download(t.random(memories.get(run.program())), words, 0);
        return;
      }
    }
    throw new IllegalArgumentException(truncate.label() + " is no truncation of the program");
  }

  /** The dealer's view of one program: memory that every step reuses. */
  private final class Memory implements DealerMemory {
    private final CorrelationLayout layout;
    private final ScratchMemory scratch = new ScratchMemory(backend);
    private final RingTensor[] expanded = new RingTensor[2]; // what each party expands
    private final RingTensor[][] shares; // party, component
    private RingTensor[] dealt; // by component, in the message at hand
    private final Map<Value, RingTensor> rowMasks = new HashMap<>();
    private final RowIndices[] owned = new RowIndices[2];
    private RingTensor message;

    Memory(Program program) {
      layout = program.layout();
      for (int party = 0; party < 2; party++) {
        int words = Math.max(1, layout.expandedWords(party));
        expanded[party] = backend.allocate(Shape.row(words));
      }
      shares = new RingTensor[2][layout.components().size()];
      for (Component c : layout.components()) {
        for (int party = 0; party < (c.dealt() ? 1 : 2); party++) {
          shares[party][c.id()] = expanded[party].view(layout.offset(c), c.shape());
        }
      }
      for (Schedule.Input input : program.schedule().inputs(Op.Kind.FEATURES)) {
        rowMasks.put(input.value(), backend.allocate(input.value().shape()));
        for (int party = 0; party < 2; party++) {
          owned[party] = backend.rowIndices(input.value().shape().rows());
        }
      }
    }

    void select(Run run) {
      if (!rowMasks.isEmpty()) {
        for (int party = 0; party < 2; party++) {
          owned[party].set(data.get(run.data()).owned(run.rows(), party));
        }
      }
    }

    void expand(long step, int dataSet, RingTensor out) {
      if (!out.equals(message)) {
        message = out;
        dealt = dealt(out);
      }
      for (int party = 0; party < 2; party++) {
        backend.expand(prgs[party], CorrelationLayout.stream(step), 0, expanded[party]);
        for (RingTensor masks : rowMasks.values()) {
          data.get(dataSet).expand(backend, prgs[party], owned[party], masks);
        }
      }
    }

    private RingTensor[] dealt(RingTensor out) {
      RingTensor[] places = new RingTensor[layout.components().size()];
      for (Component c : layout.components()) {
        if (c.dealt()) {
          places[c.id()] = out.view(layout.dealtOffset(c), c.shape());
        }
      }
      return places;
    }

    @Override
    public RingBackend backend() {
      return backend;
    }

    @Override
    public RingTensor share(int party, Component component) {
      return shares[party][component.id()];
    }

    @Override
    public RingTensor dealt(Component component) {
      return dealt[component.id()];
    }

    @Override
    public RingTensor rowMask(Value features) {
      return rowMasks.get(features);
    }

    @Override
    public RingTensor scratch(Protocol owner, int number, Shape shape) {
      return scratch.get(owner, number, shape);
    }
  }
}
