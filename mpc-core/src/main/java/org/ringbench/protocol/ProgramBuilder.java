package org.ringbench.protocol;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.ringbench.plan.Schedule;
import org.ringbench.plan.Schedule.ProductTerm;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.ring.ComparisonLayout;
import org.ringbench.ring.Shape;

/** Makes the protocols of a schedule, in its order, and lays out their messages and randomness. */
final class ProgramBuilder {
  private final Schedule schedule;
  private final CorrelationLayout layout = new CorrelationLayout();
  private final IdentityHashMap<Step, Protocol> made = new IdentityHashMap<>();
  private final List<Protocol> protocols = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();
  private final int[] roundWords;

  ProgramBuilder(Schedule schedule) {
    this.schedule = schedule;
    roundWords = new int[schedule.rounds() + 1];
  }

  Program build() {
    for (Step step : schedule.steps()) {
      Protocol protocol = make(step);
      made.put(step, protocol);
      protocols.add(protocol);
    }
    return new Program(schedule, layout, protocols, slots, roundWords);
  }

  private Protocol make(Step step) {
    return switch (step) {
      case Step.Open open -> new Masking(open, this);
      case Step.Truncate t -> t.local() ? new LocalTruncation(t, this) : new Truncation(t, this);
      case Step.Compare compare -> {
        ComparisonLayout comparison =
            schedule.setting().comparison().layout(schedule.setting().ringBits());
        yield new Comparison(compare, comparison, this);
      }
      case Step.OpenBit bit -> new BitOpening(bit, this);
      case Step.Select select -> new Selection(select, this);
      case Step.Linear linear -> new Sum(linear);
    };
  }

  CorrelationLayout layout() {
    return layout;
  }

  Slot slot(int round, Shape shape, boolean bits) {
    Slot slot = new Slot(slots.size(), round, shape, bits, roundWords[round]);
    roundWords[round] = Math.addExact(roundWords[round], shape.size());
    slots.add(slot);
    return slot;
  }

  Product[] products(List<ProductTerm> terms) {
    List<Product> products = new ArrayList<>();
    for (ProductTerm t : terms) {
      Masking y = (Masking) made.get(t.y());
      y.keepShare();
      products.add(new Product(t.factor(), t.kind(), (Masking) made.get(t.x()), y, t.transpose()));
    }
    return products.toArray(Product[]::new);
  }

  Truncation truncation(Step.Truncate step) {
    return (Truncation) made.get(step);
  }

  Comparison comparison(Step.Compare step) {
    return (Comparison) made.get(step);
  }

  BitOpening bit(Step.OpenBit step) {
    return (BitOpening) made.get(step);
  }
}
