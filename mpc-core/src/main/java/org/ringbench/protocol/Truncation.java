package org.ringbench.protocol;

import java.util.List;
import org.ringbench.plan.Schedule.LinearTerm;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.plan.Schedule.Value;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;

/**
 * y = a sum of products and linear terms, shifted right by s bits with stochastic rounding.
 *
 * <p>With one bit of slack, |z| &lt; 2^p for p = bits - 2 (the idea of Escudero et al. 2020,
 * section 5, with a trusted dealer):
 *
 * <ol>
 *   <li>the parties open c = z + 2^p + r under a uniform r;
 *   <li>y = (c >>> s) - 2^(p-s) - (r >>> s) + (1 - msb c) 2^(bits-s) (msb r mod 2^s): where the
 *       addition wrapped, c is small and r large, and only then.
 * </ol>
 *
 * <p>That is exactly (z >> s) plus the carry of the low bits of z and r: unbiased, never off by a
 * wrap. The products' [l_x l_y] need no correction: the parties put words q_i of their seeds in
 * their place, and r is q_0 + q_1 - the sum of factor * l_x l_y.
 */
public final class Truncation implements Protocol {
  private final Step.Truncate step;
  private final Product[] products;
  private final LinearTerm[] terms;
  private final Component pad;
  private final Component high;
  private final Component top;
  private final Slot slot;
  private final List<Slot> slots;

  Truncation(Step.Truncate step, ProgramBuilder builder) {
    this.step = step;
    products = builder.products(step.products());
    terms = step.terms().toArray(LinearTerm[]::new);
    pad = builder.layout().seeded(step.out().shape());
    high = builder.layout().dealt(step.out().shape());
    // For a shift of 0 nothing wraps that matters, and top is never read.
    top = step.shift() == 0 ? null : builder.layout().dealt(step.out().shape());
    slot = builder.slot(step.round(), step.out().shape(), false);
    slots = List.of(slot);
  }

  Value out() {
    return step.out();
  }

  int shift() {
    return step.shift();
  }

  /** The public c. */
  RingTensor opened(PartyMemory memory) {
    return memory.opened(slot);
  }

  /** The step that this runs. */
  public Step.Truncate step() {
    return step;
  }

  /** The dealer's r of the step dealt last. */
  public RingTensor random(DealerMemory memory) {
    return memory.scratch(this, 0, out().shape());
  }

  @Override
  public int round() {
    return step.round();
  }

  @Override
  public List<Slot> slots() {
    return slots;
  }

  @Override
  public void send(PartyMemory memory, int index, RingTensor sum) {
    RingBackend backend = memory.backend();
    backend.copy(memory.correlation(pad), sum);
    for (Product product : products) {
      product.addShare(memory, sum);
    }
    Terms.add(memory, terms, sum);
    if (memory.first()) {
      backend.addConstant(1L << (backend.bits() - 2), sum);
    }
  }

  @Override
  public void receive(PartyMemory memory, int index) {
    RingTensor shareOfHigh = memory.correlation(high);
    memory
        .backend()
        .truncate(
            opened(memory),
            shareOfHigh,
            top == null ? shareOfHigh : memory.correlation(top),
            shift(),
            memory.first(),
            memory.value(out()));
  }

  @Override
  public void deal(DealerMemory memory) {
    RingTensor random = memory.sum(pad, this, 0);
    for (Product product : products) {
      product.addMasks(memory, -1, random);
    }
    RingTensor high0 = memory.share(0, high);
    RingTensor high1 = memory.dealt(high);
    memory
        .backend()
        .dealTruncation(
            random,
            high0,
            top == null ? high0 : memory.share(0, top),
            shift(),
            high1,
            top == null ? memory.scratch(this, 1, high.shape()) : memory.dealt(top));
  }

  @Override
  public long multiplyAdds(boolean dealer) {
    return Product.multiplyAdds(step.products(), dealer);
  }

  @Override
  public long correlations() {
    return step.out().shape().size();
  }
}
