package org.ringbench.bench.baseline;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMultiplication;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.Axpy;
import org.nd4j.linalg.factory.Nd4j;
import org.ringbench.data.FloatTensor;
import org.ringbench.plain.PlainEngine;
import org.ringbench.plain.ResultSlots;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Transpose;
import org.ringbench.ring.Shape;

/**
 * Plaintext computation with ND4J's own operations alone, so that it runs on whichever of its
 * backends is on the class path: on the CUDA one in a JVM of its own. Arrays are allocated once.
 * Row-major products go to cuBLAS as the transposed ones by columns, without a copy.
 */
public final class Nd4jCudaEngine implements PlainEngine<INDArray> {
  /** Step compares by "greater"; only negative denormals count as zero with this limit. */
  private static final double JUST_UNDER_ZERO = -Float.MIN_NORMAL;

  private final ResultSlots<INDArray> slots = new ResultSlots<>(Nd4jCudaEngine::array);

  @Override
  public void begin(Plan plan) {
    slots.begin(plan);
  }

  /** Waits until everything that was asked for is done; on the CPU it is already. */
  public void synchronise() {
    Nd4j.getExecutioner().commit();
  }

  @Override
  public INDArray load(FloatTensor tensor) {
    INDArray array = array(tensor.shape());
    array.assign(
        Nd4j.createFromArray(tensor.values())
            .reshape(tensor.shape().rows(), tensor.shape().cols()));
    return array;
  }

  @Override
  public FloatTensor read(INDArray value) {
    FloatTensor tensor = new FloatTensor(shapeOf(value));
    float[] values = value.data().asFloat();
    System.arraycopy(values, 0, tensor.values(), 0, tensor.values().length);
    return tensor;
  }

  @Override
  public Shape shapeOf(INDArray value) {
    return new Shape(value.rows(), value.columns());
  }

  @Override
  public String description() {
    return "ND4J on " + Nd4j.getBackend().getClass().getSimpleName() + " (float)";
  }

  /** Of the host: the one that queues. */
  @Override
  public int threads() {
    return 1;
  }

  @Override
  public INDArray matmul(INDArray x, INDArray y, Transpose transpose) {
    int m = transpose.left() ? x.columns() : x.rows();
    int n = transpose.right() ? y.rows() : y.columns();
    int k = transpose.left() ? x.rows() : x.columns();
    require(k == (transpose.right() ? y.columns() : y.rows()), "matmul", x, y);
    INDArray out = slots.next(new Shape(m, n));
    // out' = y' x': the views are what column-major BLAS sees of row-major memory.
    Nd4j.gemm(
        y.transpose(), x.transpose(), out.transpose(), transpose.right(), transpose.left(), 1, 0);
    return out;
  }

  @Override
  public INDArray add(INDArray x, INDArray y) {
    return pairwise(PairwiseOp.ADD, "add", x, y);
  }

  @Override
  public INDArray sub(INDArray x, INDArray y) {
    return pairwise(PairwiseOp.SUBTRACT, "sub", x, y);
  }

  @Override
  public INDArray hadamard(INDArray x, INDArray y) {
    return pairwise(PairwiseOp.MULTIPLY, "hadamard", x, y);
  }

  @Override
  public INDArray square(INDArray x) {
    return hadamard(x, x);
  }

  @Override
  public INDArray select(INDArray bit, INDArray x) {
    return pairwise(PairwiseOp.MULTIPLY, "select", bit, x);
  }

  @Override
  public INDArray axpy(double factor, INDArray x, INDArray y) {
    require(x.equalShapes(y), "axpy", x, y);
    INDArray out = slots.next(shapeOf(x));
    Nd4j.getExecutioner().exec(new Axpy(x, y, out, factor));
    return out;
  }

  @Override
  public INDArray sign(INDArray x) {
    INDArray out = slots.next(shapeOf(x));
    Nd4j.getExecutioner().exec(new Step(x, out, JUST_UNDER_ZERO));
    return out;
  }

  @Override
  public INDArray scale(INDArray x, double factor) {
    INDArray out = slots.next(shapeOf(x));
    Nd4j.getExecutioner().exec(new ScalarMultiplication(x, null, out, factor));
    return out;
  }

  @Override
  public INDArray addRow(INDArray x, INDArray row) {
    require(row.rows() == 1 && row.columns() == x.columns(), "addRow", x, row);
    INDArray out = slots.next(shapeOf(x));
    return out.assign(x).addiRowVector(row);
  }

  @Override
  public INDArray sumRows(INDArray x) {
    return x.sum(slots.next(Shape.row(x.columns())), true, 0);
  }

  @Override
  public INDArray sum(INDArray x) {
    // By columns first: ND4J adds one after the other, which over all elements loses digits.
    return x.sum(true, 0).sum(slots.next(Shape.row(1)), true, 1);
  }

  private INDArray pairwise(int number, String name, INDArray x, INDArray y) {
    require(x.equalShapes(y), name, x, y);
    INDArray out = slots.next(shapeOf(x));
    Nd4j.getExecutioner().exec(new PairwiseOp(number, x, y, out));
    return out;
  }

  private static INDArray array(Shape shape) {
    return Nd4j.createUninitialized(DataType.FLOAT, new long[] {shape.rows(), shape.cols()}, 'c');
  }

  private static void require(boolean fits, String op, INDArray x, INDArray y) {
    if (!fits) {
      throw new IllegalArgumentException(
          "%s of shapes %s and %s: no fit"
              .formatted(op, Arrays.toString(x.shape()), Arrays.toString(y.shape())));
    }
  }
}
