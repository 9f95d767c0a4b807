package org.ringbench.protocol;

import java.util.List;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.ring.BitPlanes;
import org.ringbench.ring.RingTensor;

/**
 * Opens t = b xor m for shared bits b under random bits m, which the parties also share as ring
 * elements: forward and backward selections use the same t.
 */
public final class BitOpening implements Protocol {
  private final int round;
  private final Comparison of;
  private final Component mask;
  private final Component arithmetic;
  private final Slot slot;
  private final List<Slot> slots;

  BitOpening(Step.OpenBit step, ProgramBuilder builder) {
    round = step.round();
    of = builder.comparison(step.of());
    mask = builder.layout().seeded(BitPlanes.shape(of.elements(), 1));
    arithmetic = builder.layout().dealt(step.of().of().out().shape());
    slot = builder.slot(round, BitPlanes.shape(of.elements(), 1), true);
    slots = List.of(slot);
  }

  /** The public t. */
  RingTensor opened(PartyMemory memory) {
    return memory.opened(slot);
  }

  /** This party's arithmetic share of m. */
  RingTensor mask(PartyMemory memory) {
    return memory.correlation(arithmetic);
  }

  /** A party's XOR share of m. */
  RingTensor mask(DealerMemory memory, int party) {
    return memory.share(party, mask);
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
    memory.backend().xor(of.bit(memory), memory.correlation(mask), out);
  }

  @Override
  public void receive(PartyMemory memory, int index) {}

  @Override
  public void deal(DealerMemory memory) {
    memory
        .backend()
        .dealBit(
            mask(memory, 0),
            mask(memory, 1),
            memory.share(0, arithmetic),
            memory.dealt(arithmetic));
  }

  @Override
  public long correlations() {
    return of.elements();
  }
}
