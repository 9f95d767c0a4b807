package org.ringbench.protocol;

import org.ringbench.plan.Schedule.Value;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/** What the dealer has at hand while it deals for a schedule: both seeds, no data. */
public interface DealerMemory {
  /** The kernels. */
  RingBackend backend();

  /** A party's share of a piece as its seed gives it; not to be changed. */
  RingTensor share(int party, Component component);

  /** Where party 1's share of a dealt piece goes. */
  RingTensor dealt(Component component);

  /** The masks of the rows at hand. */
  RingTensor rowMask(Value features);

  /** A tensor for the protocol's own use, the same at every call with the same owner and number. */
  RingTensor scratch(Protocol owner, int number, Shape shape);

  /** The sum of both parties' shares of a seeded piece, in scratch memory {@code number}. */
  default RingTensor sum(Component component, Protocol owner, int number) {
    RingTensor sum = scratch(owner, number, component.shape());
    backend().add(share(0, component), share(1, component), sum);
    return sum;
  }
}
