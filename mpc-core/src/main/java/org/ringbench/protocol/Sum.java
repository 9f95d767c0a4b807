package org.ringbench.protocol;

import java.util.List;
import org.ringbench.plan.Schedule.LinearTerm;
import org.ringbench.plan.Schedule.Spread;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.ring.RingTensor;

/** A sum of shared values: local, exact. */
public final class Sum implements LocalProtocol {
  private final Step.Linear step;

  Sum(Step.Linear step) {
    this.step = step;
  }

  @Override
  public int round() {
    return step.round();
  }

  @Override
  public void receive(PartyMemory memory, int index) {
    RingTensor out = memory.value(step.out());
    List<LinearTerm> terms = step.terms();
    LinearTerm first = terms.getFirst();
    // A parameter is updated in its own place: out then is the first term.
    boolean started = first.factor() == 1 && first.spread() == Spread.NONE;
    if (!started) {
      memory.backend().clear(out);
    } else if (!memory.value(first.value()).equals(out)) {
      memory.backend().copy(memory.value(first.value()), out);
    }
    Terms.add(memory, started ? terms.subList(1, terms.size()) : terms, out);
  }

  @Override
  public void deal(DealerMemory memory) {}
}
