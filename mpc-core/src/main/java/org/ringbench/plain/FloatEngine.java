package org.ringbench.plain;

import org.ringbench.cores.CoreBinding;
import org.ringbench.data.FloatTensor;
import org.ringbench.plain.Elementwise.Kind;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Transpose;
import org.ringbench.ring.Shape;

/**
 * Plaintext computation in Java floats: the baseline that needs no library. Matrix products run on
 * the Vector API where its module is present ({@code -Dringbench.vector=off} forces plain loops).
 */
public final class FloatEngine implements PlainEngine<FloatTensor> {
  private final FloatKernels kernels;
  private final WorkerPool pool;
  private final ParallelProduct product;
  private final Elementwise elementwise;
  private final ResultSlots<FloatTensor> slots = new ResultSlots<>(FloatTensor::new);

  /**
   * An engine of {@code threads} threads, the calling thread included.
   *
   * @throws IllegalArgumentException if there is not at least one
   */
  public FloatEngine(int threads) {
    this(threads, CoreBinding.none());
  }

  /**
   * The same.
   *
   * @param binding of the threads, the calling one until it closes the engine
   */
  public FloatEngine(int threads, CoreBinding binding) {
    this(threads, binding, FloatKernels.best());
  }

  FloatEngine(int threads, CoreBinding binding, FloatKernels kernels) {
    this.kernels = kernels;
    pool = new WorkerPool(threads, binding);
    product = new ParallelProduct(kernels, pool);
    elementwise = new Elementwise(kernels, pool);
  }

  @Override
  public void begin(Plan plan) {
    slots.begin(plan);
  }

  @Override
  public FloatTensor load(FloatTensor tensor) {
    return tensor;
  }

  @Override
  public FloatTensor read(FloatTensor value) {
    return new FloatTensor(value.shape(), value.values().clone());
  }

  @Override
  public Shape shapeOf(FloatTensor value) {
    return value.shape();
  }

  @Override
  public String description() {
    return "Java float (" + kernels.description() + ")";
  }

  @Override
  public int threads() {
    return pool.threads();
  }

  @Override
  public void close() {
    pool.close();
  }

  @Override
  public FloatTensor matmul(FloatTensor x, FloatTensor y, Transpose transpose) {
    Shape left = transpose.left() ? x.shape().transposed() : x.shape();
    Shape right = transpose.right() ? y.shape().transposed() : y.shape();
    require(left.cols() == right.rows(), "matmul", left, right);
    FloatTensor out = slots.next(new Shape(left.rows(), right.cols()));
    product.multiply(x, y, transpose, out);
    return out;
  }

  @Override
  public FloatTensor add(FloatTensor x, FloatTensor y) {
    return apply(Kind.ADD, x, y, 0);
  }

  @Override
  public FloatTensor sub(FloatTensor x, FloatTensor y) {
    return apply(Kind.SUB, x, y, 0);
  }

  @Override
  public FloatTensor hadamard(FloatTensor x, FloatTensor y) {
    return apply(Kind.MULTIPLY, x, y, 0);
  }

  @Override
  public FloatTensor square(FloatTensor x) {
    return apply(Kind.MULTIPLY, x, x, 0);
  }

  @Override
  public FloatTensor sign(FloatTensor x) {
    return apply(Kind.SIGN, x, x, 0);
  }

  @Override
  public FloatTensor select(FloatTensor bit, FloatTensor x) {
    return apply(Kind.MULTIPLY, bit, x, 0);
  }

  @Override
  public FloatTensor scale(FloatTensor x, double factor) {
    return apply(Kind.SCALE, x, x, factor);
  }

  @Override
  public FloatTensor axpy(double factor, FloatTensor x, FloatTensor y) {
    return apply(Kind.AXPY, x, y, factor);
  }

  @Override
  public FloatTensor addRow(FloatTensor x, FloatTensor row) {
    Shape shape = x.shape();
    require(row.shape().equals(Shape.row(shape.cols())), "addRow", shape, row.shape());
    return compute(Kind.ADD_ROW, x, row, 0);
  }

  @Override
  public FloatTensor sumRows(FloatTensor x) {
    FloatTensor out = slots.next(Shape.row(x.shape().cols()));
    Elementwise.sumRows(x.values(), out.values());
    return out;
  }

  @Override
  public FloatTensor sum(FloatTensor x) {
    FloatTensor out = slots.next(Shape.row(1));
    out.values()[0] = kernels.sum(x.values());
    return out;
  }

  private FloatTensor apply(Kind kind, FloatTensor x, FloatTensor y, double factor) {
    require(x.shape().equals(y.shape()), kind.label(), x.shape(), y.shape());
    return compute(kind, x, y, factor);
  }

  private FloatTensor compute(Kind kind, FloatTensor x, FloatTensor y, double factor) {
    FloatTensor out = slots.next(x.shape());
    elementwise.apply(kind, x.values(), y.values(), out.values(), (float) factor, x.shape().cols());
    return out;
  }

  private static void require(boolean fits, String op, Shape x, Shape y) {
    if (!fits) {
      throw new IllegalArgumentException(op + " of shapes " + x + " and " + y + ": no fit");
    }
  }
}
