package org.ringbench.bench.baseline;

import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.Axpy;
import org.nd4j.linalg.factory.Nd4j;

/** The elementwise operations of an engine, as ND4J's older kind of operation. */
enum ElementwiseOp {
  ADD,
  SUB,
  HADAMARD,
  SELECT,
  AXPY,
  SCALE,
  SIGN;

  /** Step compares by "greater"; only negative denormals count as zero with this limit. */
  private static final double JUST_UNDER_ZERO = -Float.MIN_NORMAL;

  /** As errors name it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The operation on these arrays.
   *
   * @param y the second operand; null where there is one
   * @param factor of {@link #AXPY}, where x has it, and of {@link #SCALE}
   */
  BaseOp on(INDArray x, INDArray y, INDArray out, double factor) {
    return switch (this) {
      case ADD -> new PairwiseOp(PairwiseOp.ADD, x, y, out);
      case SUB -> new PairwiseOp(PairwiseOp.SUBTRACT, x, y, out);
      case HADAMARD, SELECT -> new PairwiseOp(PairwiseOp.MULTIPLY, x, y, out);
      case AXPY -> new Axpy(x, y, out, factor);
      case SCALE -> new ScalarMultiplication(x, null, out, factor);
      case SIGN -> new Step(x, out, JUST_UNDER_ZERO);
    };
  }

  /** Runs an operation. */
  static void run(BaseOp op) {
    if (op instanceof ScalarOp scalar) {
      Nd4j.getExecutioner().exec(scalar);
    } else {
      Nd4j.getExecutioner().exec(op);
    }
  }
}
