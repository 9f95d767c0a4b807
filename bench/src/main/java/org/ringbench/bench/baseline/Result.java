package org.ringbench.bench.baseline;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseOp;

/** The memory of one result, and the operation that fills it where that is one of ND4J's. */
final class Result {
  final INDArray array;
  final FloatPointer pointer;
  BaseOp op;

  Result(INDArray array, FloatPointer pointer) {
    this.array = array;
    this.pointer = pointer;
  }

  /** Runs the operation on these operands; y is null where it has one. */
  INDArray run(INDArray x, INDArray y) {
    op.setX(x);
    op.setY(y);
    ElementwiseOp.run(op);
    return array;
  }
}
