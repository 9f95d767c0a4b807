package org.ringbench.protocol;

import java.util.List;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.plan.Schedule.Value;
import org.ringbench.ring.RingTensor;

/**
 * Opens D = x - l under a uniform mask l, of which each party holds a share from its own seed. All
 * products of x then use the same D (Ben-Efraim, Nielsen and Omri, "Turbospeedz", 2019, section 3).
 *
 * <p>Rows of data have masks of their own, which their owner alone knows: those are opened once,
 * when the owner first sends them, and stand ready here ever after.
 */
public final class Masking implements Protocol {
  private final Value value;
  private final int round;
  private final Component mask;
  private final Slot slot;
  private final List<Slot> slots;
  private boolean shared;

  Masking(Step.Open step, ProgramBuilder builder) {
    value = step.value();
    round = step.round();
    mask = step.rows() ? null : builder.layout().seeded(value.shape());
    slot = step.rows() ? null : builder.slot(round, value.shape(), false);
    slots = step.rows() ? List.of() : List.of(slot);
  }

  /** Whether the mask belongs to rows of data. */
  boolean ofRows() {
    return mask == null;
  }

  /** The public D. */
  RingTensor opened(PartyMemory memory) {
    return ofRows() ? memory.rowOpening(value) : memory.opened(slot);
  }

  /** This party's share of the mask. */
  RingTensor mask(PartyMemory memory) {
    return ofRows() ? memory.rowMask(value) : memory.correlation(mask);
  }

  /** Asks for {@link #share} at every run. */
  void keepShare() {
    shared = true;
  }

  /** This party's share of x itself, from the opening: the mask's share, plus D at party 1. */
  RingTensor share(PartyMemory memory) {
    return memory.first() ? mask(memory) : memory.scratch(this, 0, value.shape());
  }

  /** The whole mask, known to the dealer. */
  RingTensor mask(DealerMemory memory) {
    return ofRows() ? memory.rowMask(value) : memory.scratch(this, 0, value.shape());
  }

  @Override
  public int round() {
    return round;
  }

  @Override
  public List<Slot> slots() {
    return slots;
  }

  @Override
  public void send(PartyMemory memory, int index, RingTensor out) {
    memory.backend().sub(memory.value(value), memory.correlation(mask), out);
  }

  @Override
  public void receive(PartyMemory memory, int index) {
    if (shared && !memory.first()) {
      memory.backend().add(mask(memory), opened(memory), share(memory));
    }
  }

  @Override
  public void deal(DealerMemory memory) {
    if (!ofRows()) {
      memory.sum(mask, this, 0);
    }
  }
}
