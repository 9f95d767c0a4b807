package org.ringbench.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/** The protocols' own tensors on one backend, allocated when they are first asked for. */
public final class ScratchMemory {
  private final RingBackend backend;
  private final Map<Protocol, List<RingTensor>> tensors = new HashMap<>();

  /** No tensor yet. */
  public ScratchMemory(RingBackend backend) {
    this.backend = backend;
  }

  /**
   * A tensor of a protocol, the same one at every call.
   *
   * @param number counted from 0, for each protocol
   */
  public RingTensor get(Protocol owner, int number, Shape shape) {
    List<RingTensor> own = tensors.computeIfAbsent(owner, _ -> new ArrayList<>());
    while (own.size() <= number) {
      own.add(null);
    }
    if (own.get(number) == null) {
      own.set(number, backend.allocate(shape));
    }
    return own.get(number);
  }
}
