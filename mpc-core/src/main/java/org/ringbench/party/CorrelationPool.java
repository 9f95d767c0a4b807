package org.ringbench.party;

import org.ringbench.protocol.Component;
import org.ringbench.protocol.CorrelationLayout;
import org.ringbench.ring.HostBuffer;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/** One party's randomness for some steps of a program: an entry for each, one of them chosen. */
final class CorrelationPool {
  private final RingTensor[] seeded; // what each entry expands from the seed
  private final HostBuffer[] dealt; // the dealt part of each entry
  private final RingTensor[][] correlations; // entry, component
  private int entry;

  /** Allocates all entries. */
  CorrelationPool(CorrelationLayout layout, RingBackend backend, int party, int entries) {
    seeded = new RingTensor[entries];
    dealt = new HostBuffer[entries];
    correlations = new RingTensor[entries][layout.components().size()];
    for (int e = 0; e < entries; e++) {
      RingTensor all = backend.allocate(Shape.row(Math.max(1, layout.words())));
      int expanded = layout.expandedWords(party);
      seeded[e] = expanded == 0 ? null : all.view(0, Shape.row(expanded));
      if (layout.dealtWords() > 0) {
        RingTensor words = all.view(layout.dealtOffset(), Shape.row(layout.dealtWords()));
        dealt[e] = backend.hostBuffer(words);
      }
      for (Component c : layout.components()) {
        correlations[e][c.id()] = all.view(layout.offset(c), c.shape());
      }
    }
  }

  /** Chooses an entry. */
  void select(int number) {
    entry = number;
  }

  /** What the chosen entry holds of the party's own seed; null if there is nothing. */
  RingTensor seeded() {
    return seeded[entry];
  }

  /** Where the dealer's words of the chosen entry go; null if there are none. */
  HostBuffer dealt() {
    return dealt[entry];
  }

  /** A piece of the chosen entry. */
  RingTensor correlation(Component component) {
    return correlations[entry][component.id()];
  }
}
