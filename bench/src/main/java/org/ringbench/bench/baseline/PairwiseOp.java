package org.ringbench.bench.baseline;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseTransformSameOp;

/**
 * One of ND4J's pairwise kernels, addressed by number: the way that {@code Axpy} takes. For sums
 * and products ND4J itself offers only its newer custom operations, which cost twice as much a
 * call.
 */
final class PairwiseOp extends BaseTransformSameOp {
  /** Numbers in PAIRWISE_TRANSFORM_OPS of libnd4j 1.0.0-M2.1; the conformance suite checks them. */
  static final int ADD = 0;

  static final int MULTIPLY = 3;
  static final int SUBTRACT = 6;

  private final int number;

  PairwiseOp(int number, INDArray x, INDArray y, INDArray z) {
    super(x, y, z);
    this.number = number;
  }

  @Override
  public int opNum() {
    return number;
  }

  @Override
  public String opName() {
    return "pairwise_" + number;
  }

  @Override
  public List<SDVariable> doDiff(List<SDVariable> gradients) {
    throw new UnsupportedOperationException("gradients are made by the plan");
  }
}
