package org.ringbench.protocol;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.ring.AndLevel;
import org.ringbench.ring.BitPlanes;
import org.ringbench.ring.ComparisonLayout;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/**
 * XOR shares of [z >= 0] from the opening c = z + 2^p + r of a truncation.
 *
 * <ol>
 *   <li>[z >= 0] = c_p xor r_p xor [c mod 2^p &lt; r mod 2^p], p = bits - 2 (Catrina and de Hoogh
 *       2010, section 3, with the dealer's r).
 *   <li>The first level of the less-than is local: the dealer shares the thermometer code of every
 *       chunk of r, and the public chunk of c picks from it ({@link ComparisonLayout}).
 *   <li>The (lt, eq) pairs go through a tree of multi-input ANDs, one round a level (Patra et al.
 *       2021, "ABY2.0", section 4).
 * </ol>
 */
public final class Comparison implements Protocol {
  private final Step.Compare step;
  private final Truncation of;
  private final int elements;
  private final ComparisonLayout layout;
  private final List<AndLevel> levels;
  private final Component planes;
  private final Shape bit;
  private final List<Shape> pairs = new ArrayList<>(); // that enter each level, and leave the last
  private final List<Component> masks = new ArrayList<>();
  private final List<Component> products = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();

  Comparison(Step.Compare step, ComparisonLayout layout, ProgramBuilder builder) {
    this.step = step;
    this.layout = layout;
    of = builder.truncation(step.of());
    elements = step.of().out().shape().size();
    levels = layout.levels();
    planes = builder.layout().dealt(BitPlanes.shape(elements, layout.dealtPlanes()));
    bit = BitPlanes.shape(elements, 1);
    for (AndLevel level : levels) {
      pairs.add(BitPlanes.shape(elements, 2 * level.pairs()));
      masks.add(builder.layout().seeded(BitPlanes.shape(elements, level.maskPlanes())));
      products.add(builder.layout().dealt(BitPlanes.shape(elements, level.productPlanes())));
      int round = step.round() + slots.size();
      slots.add(builder.slot(round, BitPlanes.shape(elements, level.maskPlanes()), true));
    }
    pairs.add(BitPlanes.shape(elements, 2));
  }

  /** How many numbers are compared with 0. */
  public int elements() {
    return elements;
  }

  /** This party's share of the sign bits, one plane of {@link BitPlanes}. */
  public RingTensor bit(PartyMemory memory) {
    return memory.scratch(this, levels.size() + 1, bit);
  }

  /** This party's share of the pairs that enter level {@code index}. */
  private RingTensor pairs(PartyMemory memory, int index) {
    return memory.scratch(this, index, pairs.get(index));
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
  public void send(PartyMemory memory, int index, RingTensor out) {
    if (index == 0) {
      compareChunks(memory);
    }
    memory
        .backend()
        .andMask(
            levels.get(index), pairs(memory, index), memory.correlation(masks.get(index)), out);
  }

  private void compareChunks(PartyMemory memory) {
    memory
        .backend()
        .compareChunks(
            layout,
            of.opened(memory),
            memory.correlation(planes),
            memory.first(),
            pairs(memory, 0));
  }

  @Override
  public void receive(PartyMemory memory, int index) {
    RingBackend backend = memory.backend();
    if (levels.isEmpty()) {
      compareChunks(memory);
    } else {
      backend.andCombine(
          levels.get(index),
          pairs(memory, index),
          memory.opened(slots.get(index)),
          memory.correlation(masks.get(index)),
          memory.correlation(products.get(index)),
          memory.first(),
          pairs(memory, index + 1));
    }
    if (index >= levels.size() - 1) {
      backend.signBit(
          layout,
          of.opened(memory),
          memory.correlation(planes),
          pairs(memory, levels.size()),
          memory.first(),
          bit(memory));
    }
  }

  @Override
  public void deal(DealerMemory memory) {
    RingBackend backend = memory.backend();
    backend.dealComparison(
        layout, of.random(memory), memory.share(0, planes), memory.dealt(planes));
    for (int i = 0; i < levels.size(); i++) {
      backend.dealAnd(
          levels.get(i),
          memory.share(0, masks.get(i)),
          memory.share(1, masks.get(i)),
          memory.share(0, products.get(i)),
          memory.dealt(products.get(i)));
    }
  }

  @Override
  public long correlations() {
    return elements;
  }
}
