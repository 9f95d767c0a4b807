package org.ringbench.protocol;

import org.ringbench.plan.Schedule.Step;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/**
 * b * y = t * y + (1 - 2t) * (m * y) for the public t = b xor m and a truncated y.
 *
 * <p>No opening of y is needed: y is an affine function of its truncation's public c and the
 * dealer's r, so m * y is one of the dealt m, m * (r >>> s) and m * msb r.
 */
public final class Selection implements LocalProtocol {
  private final Step.Select step;
  private final BitOpening bit;
  private final Truncation of;
  private final Component high;
  private final Component top;

  Selection(Step.Select step, ProgramBuilder builder) {
    this.step = step;
    bit = builder.bit(step.bit());
    of = builder.truncation(step.of());
    Shape shape = step.out().shape();
    high = builder.layout().dealt(shape);
    top = of.shift() == 0 ? null : builder.layout().dealt(shape);
  }

  @Override
  public int round() {
    return step.round();
  }

  @Override
  public void receive(PartyMemory memory, int index) {
    RingTensor shareOfHigh = memory.correlation(high);
    memory
        .backend()
        .select(
            bit.opened(memory),
            memory.value(of.out()),
            of.opened(memory),
            bit.mask(memory),
            shareOfHigh,
            top == null ? shareOfHigh : memory.correlation(top),
            of.shift(),
            memory.value(step.out()));
  }

  @Override
  public void deal(DealerMemory memory) {
    RingTensor high0 = memory.share(0, high);
    RingTensor high1 = memory.dealt(high);
    memory
        .backend()
        .dealSelection(
            bit.mask(memory, 0),
            bit.mask(memory, 1),
            of.random(memory),
            of.shift(),
            high0,
            top == null ? high0 : memory.share(0, top),
            high1,
            top == null ? memory.scratch(this, 0, high.shape()) : memory.dealt(top));
  }

  @Override
  public long correlations() {
    return step.out().shape().size();
  }
}
