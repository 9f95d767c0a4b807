package org.ringbench.bench.baseline;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ringbench.plain.PlainEngine;
import org.ringbench.plan.Transpose;
import org.ringbench.ring.Shape;

/** What the engines on ND4J have in common: row-major arrays, and operations by element. */
abstract class ArrayEngine implements PlainEngine<INDArray> {
  /**
   * Runs an operation into the next result.
   *
   * @param y null where the operation has one operand
   */
  abstract INDArray apply(ElementwiseOp op, INDArray x, INDArray y, double factor);

  @Override
  public final Shape shapeOf(INDArray value) {
    return new Shape(value.rows(), value.columns());
  }

  @Override
  public final INDArray add(INDArray x, INDArray y) {
    return pairwise(ElementwiseOp.ADD, x, y, 0);
  }

  @Override
  public final INDArray sub(INDArray x, INDArray y) {
    return pairwise(ElementwiseOp.SUB, x, y, 0);
  }

  @Override
  public final INDArray hadamard(INDArray x, INDArray y) {
    return pairwise(ElementwiseOp.HADAMARD, x, y, 0);
  }

  @Override
  public final INDArray square(INDArray x) {
    return hadamard(x, x);
  }

  @Override
  public final INDArray select(INDArray bit, INDArray x) {
    return pairwise(ElementwiseOp.SELECT, bit, x, 0);
  }

  @Override
  public final INDArray axpy(double factor, INDArray x, INDArray y) {
    return pairwise(ElementwiseOp.AXPY, x, y, factor);
  }

  @Override
  public final INDArray sign(INDArray x) {
    return apply(ElementwiseOp.SIGN, x, null, 0);
  }

  @Override
  public final INDArray scale(INDArray x, double factor) {
    return apply(ElementwiseOp.SCALE, x, null, factor);
  }

  private INDArray pairwise(ElementwiseOp op, INDArray x, INDArray y, double factor) {
    require(x.equalShapes(y), op.label(), x, y);
    return apply(op, x, y, factor);
  }

  /** The shape of a matrix product. */
  static Shape product(INDArray x, INDArray y, Transpose transpose) {
    int inner = transpose.left() ? x.rows() : x.columns();
    require(inner == (transpose.right() ? y.columns() : y.rows()), "matmul", x, y);
    return new Shape(
        transpose.left() ? x.columns() : x.rows(), transpose.right() ? y.rows() : y.columns());
  }

  static void requireRow(INDArray x, INDArray row) {
    require(row.rows() == 1 && row.columns() == x.columns(), "addRow", x, row);
  }

  private static void require(boolean fits, String op, INDArray x, INDArray y) {
    if (!fits) {
      throw new IllegalArgumentException(
          "%s of shapes %s and %s: no fit"
              .formatted(op, Arrays.toString(x.shape()), Arrays.toString(y.shape())));
    }
  }

  /** A new array whose values are of no account. */
  static INDArray array(Shape shape) {
    return Nd4j.createUninitialized(DataType.FLOAT, new long[] {shape.rows(), shape.cols()}, 'c');
  }
}
