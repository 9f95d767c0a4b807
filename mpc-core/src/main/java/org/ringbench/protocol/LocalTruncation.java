package org.ringbench.protocol;

import org.ringbench.plan.Schedule.LinearTerm;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;

/**
 * SecureML's truncation (Mohassel and Zhang 2017, section 4.1): each party shifts its own share,
 * party 1 that of the negative. Nothing is opened, but an element z at scale 2f comes out wrong by
 * 2^(64-s) with probability |z| / 2^64. The products' [l_x l_y] must be real shares, so the dealer
 * corrects them.
 */
public final class LocalTruncation implements LocalProtocol {
  private final Step.Truncate step;
  private final Product[] products;
  private final LinearTerm[] terms;
  private final Component masks;

  LocalTruncation(Step.Truncate step, ProgramBuilder builder) {
    this.step = step;
    products = builder.products(step.products());
    terms = step.terms().toArray(LinearTerm[]::new);
    masks = products.length == 0 ? null : builder.layout().dealt(step.out().shape());
  }

  @Override
  public int round() {
    return step.round();
  }

  @Override
  public void receive(PartyMemory memory, int index) {
    RingBackend backend = memory.backend();
    RingTensor out = memory.value(step.out());
    if (masks == null) {
      backend.clear(out);
    } else {
      backend.copy(memory.correlation(masks), out);
    }
    for (Product product : products) {
      product.addShare(memory, out);
    }
    Terms.add(memory, terms, out);
    backend.shiftShare(out, step.shift(), memory.first());
  }

  @Override
  public void deal(DealerMemory memory) {
    if (masks == null) {
      return;
    }
    RingTensor dealt = memory.dealt(masks);
    memory.backend().clear(dealt);
    for (Product product : products) {
      product.addMasks(memory, 1, dealt);
    }
    memory.backend().sub(dealt, memory.share(0, masks), dealt);
  }

  @Override
  public long multiplyAdds(boolean dealer) {
    return Product.multiplyAdds(step.products(), dealer);
  }

  @Override
  public long correlations() {
    return masks == null ? 0 : step.out().shape().size();
  }
}
