package org.ringbench.protocol;

import org.ringbench.plan.Schedule.LinearTerm;
import org.ringbench.plan.Schedule.ProductTerm;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/** The arithmetic of a sum's terms. It acts on shares as on values, so the oracle uses it too. */
public final class Terms {
  private Terms() {}

  /** acc += the sum of the terms' shares. */
  static void add(PartyMemory memory, LinearTerm[] terms, RingTensor acc) {
    for (LinearTerm term : terms) {
      add(memory.backend(), term, memory.value(term.value()), acc);
    }
  }

  /** acc += one linear term of x. */
  public static void add(RingBackend backend, LinearTerm term, RingTensor x, RingTensor acc) {
    switch (term.spread()) {
      case NONE -> backend.axpy(term.factor(), x, acc);
      case BROADCAST -> backend.addRow(term.factor(), x, acc);
      case SUM_ROWS -> backend.sumRows(term.factor(), x, acc);
      case SUM -> backend.sumRows(term.factor(), x.view(0, new Shape(x.size(), 1)), acc);
    }
  }

  /** acc += one product of x and y. */
  public static void add(
      RingBackend backend, ProductTerm product, RingTensor x, RingTensor y, RingTensor acc) {
    Product.add(backend, product, x, y, acc);
  }
}
