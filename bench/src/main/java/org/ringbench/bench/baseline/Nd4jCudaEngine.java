package org.ringbench.bench.baseline;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ringbench.data.FloatTensor;
import org.ringbench.plain.ResultSlots;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Transpose;
import org.ringbench.ring.Shape;

/**
 * Plaintext computation with ND4J's own operations alone, so that it runs on whichever of its
 * backends is on the class path: on the CUDA one in a JVM of its own. Arrays are allocated once.
 * Row-major products go to cuBLAS as the transposed ones by columns, without a copy.
 */
public final class Nd4jCudaEngine extends ArrayEngine {
  private final ResultSlots<INDArray> slots = new ResultSlots<>(ArrayEngine::array);

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
    INDArray out = slots.next(product(x, y, transpose));
    // out' = y' x': the views are what column-major BLAS sees of row-major memory.
    Nd4j.gemm(
        y.transpose(), x.transpose(), out.transpose(), transpose.right(), transpose.left(), 1, 0);
    return out;
  }

  @Override
  INDArray apply(ElementwiseOp op, INDArray x, INDArray y, double factor) {
    INDArray out = slots.next(shapeOf(x));
    ElementwiseOp.run(op.on(x, y, out, factor));
    return out;
  }

  @Override
  public INDArray addRow(INDArray x, INDArray row) {
    requireRow(x, row);
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
}
