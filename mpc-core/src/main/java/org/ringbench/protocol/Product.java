package org.ringbench.protocol;

import java.util.List;
import org.ringbench.plan.Schedule.ProductKind;
import org.ringbench.plan.Schedule.ProductTerm;
import org.ringbench.plan.Transpose;
import org.ringbench.ring.MatmulTerm;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/**
 * factor * x times y for two opened values (Beaver 1991, with masks that outlive one product).
 *
 * <p>With x = D_x + l_x and y = D_y + l_y, party i computes
 *
 * <pre>[xy]_i = D_x * ([l_y]_i + i D_y) + [l_x]_i * D_y + [l_x l_y]_i.</pre>
 *
 * <p>The first two terms are one matrix multiplication over a doubled inner dimension. The last is
 * the dealer's; a {@link Truncation} folds it into its own randomness.
 */
record Product(long factor, ProductKind kind, Masking x, Masking y, Transpose transpose) {

  /** acc += factor * this party's share, without that of l_x l_y. */
  void addShare(PartyMemory memory, RingTensor acc) {
    multiply(
        memory.backend(),
        kind,
        factor,
        acc,
        term(kind, transpose, x.opened(memory), y.share(memory)),
        term(kind, transpose, x.mask(memory), y.opened(memory)));
  }

  /** acc += sign * factor * l_x l_y. */
  void addMasks(DealerMemory memory, int sign, RingTensor acc) {
    MatmulTerm masks = term(kind, transpose, x.mask(memory), y.mask(memory));
    multiply(memory.backend(), kind, sign * factor, acc, masks);
  }

  /** acc += factor * (x times y) on plain values. */
  static void add(
      RingBackend backend, ProductTerm product, RingTensor x, RingTensor y, RingTensor acc) {
    MatmulTerm term = term(product.kind(), product.transpose(), x, y);
    multiply(backend, product.kind(), product.factor(), acc, term);
  }

  private static MatmulTerm term(
      ProductKind kind, Transpose transpose, RingTensor left, RingTensor right) {
    return switch (kind) {
      case MATMUL -> new MatmulTerm(left, transpose.left(), right, transpose.right());
      // An elementwise product is used by its operands alone, an inner one is row times column.
      case HADAMARD, INNER -> {
        Shape row = Shape.row(left.size());
        yield new MatmulTerm(left.view(0, row), false, right.view(0, row), true);
      }
    };
  }

  private static void multiply(
      RingBackend backend, ProductKind kind, long by, RingTensor acc, MatmulTerm... terms) {
    if (kind == ProductKind.HADAMARD) {
      for (MatmulTerm t : terms) {
        RingTensor flat = acc.view(0, t.x().shape());
        backend.hadamard(by, t.x(), t.y(), flat);
      }
    } else {
      backend.matmul(by, terms, acc);
    }
  }

  /** Multiply-adds of some products: a party does each twice, the dealer once. */
  static long multiplyAdds(List<ProductTerm> products, boolean dealer) {
    long sum = 0;
    for (ProductTerm p : products) {
      Shape left = p.x().value().shape();
      Shape right = p.y().value().shape();
      int columns = p.transpose().right() ? right.rows() : right.cols();
      sum += (long) left.size() * (p.kind() == ProductKind.MATMUL ? columns : 1);
    }
    return dealer ? sum : 2 * sum;
  }
}
