package org.ringbench.protocol;

import org.ringbench.plan.Schedule.LinearTerm;
import org.ringbench.plan.Schedule.Spread;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.ring.RingTensor;

/** A sum of shared values: local, exact. */
public final class Sum implements LocalProtocol {
  private final Step.Linear step;
  private final LinearTerm first;
  private final boolean startsWithFirst;
  private final LinearTerm[] added;

  Sum(Step.Linear step) {
    this.step = step;
    first = step.terms().getFirst();
    startsWithFirst = first.factor() == 1 && first.spread() == Spread.NONE;
    added = step.terms().stream().skip(startsWithFirst ? 1 : 0).toArray(LinearTerm[]::new);
  }

  @Override
  public int round() {
    return step.round();
  }

  @Override
  public void receive(PartyMemory memory, int index) {
    RingTensor out = memory.value(step.out());
    if (!startsWithFirst) {
      memory.backend().clear(out);
    } else if (!memory.value(first.value()).equals(out)) { // a parameter is updated in its place
      memory.backend().copy(memory.value(first.value()), out);
    }
    Terms.add(memory, added, out);
  }

  @Override
  public void deal(DealerMemory memory) {}
}
