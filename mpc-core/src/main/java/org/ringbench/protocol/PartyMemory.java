package org.ringbench.protocol;

import org.ringbench.plan.Schedule.Value;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/** What one party has at hand while it runs a schedule. */
public interface PartyMemory {
  /** The kernels. */
  RingBackend backend();

  /** 0 or 1. */
  int party();

  /** Whether this is party 0, who adds public constants to shares. */
  default boolean first() {
    return party() == 0;
  }

  /** This party's share of a value. */
  RingTensor value(Value value);

  /** This party's share of a piece of randomness. */
  RingTensor correlation(Component component);

  /** The combined opening of a slot; before its round, undefined. */
  RingTensor opened(Slot slot);

  /** This party's share of the masks of the rows at hand. */
  RingTensor rowMask(Value features);

  /** The opened rows at hand: features minus masks. */
  RingTensor rowOpening(Value features);

  /** A tensor for the protocol's own use, the same at every call with the same owner and number. */
  RingTensor scratch(Protocol owner, int number, Shape shape);
}
