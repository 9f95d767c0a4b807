package org.ringbench.protocol;

import java.util.List;
import org.ringbench.ring.RingTensor;

/** A step that opens nothing. */
public sealed interface LocalProtocol extends Protocol permits LocalTruncation, Selection, Sum {
  @Override
  default List<Slot> slots() {
    return List.of();
  }

  @Override
  default void send(PartyMemory memory, int index, RingTensor out) {
    throw new IllegalStateException(getClass().getSimpleName() + " sends nothing");
  }
}
