package org.ringbench.bench.baseline;

import java.util.Arrays;
import java.util.function.LongFunction;
import org.ringbench.bench.baseline.FloatKernels.Kernel;
import org.ringbench.cuda.driver.CudaDriver;
import org.ringbench.cuda.driver.FloatBlas;
import org.ringbench.data.FloatTensor;
import org.ringbench.plain.PlainEngine;
import org.ringbench.plain.ResultSlots;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Transpose;
import org.ringbench.ring.Shape;

/**
 * Plaintext computation on a GPU: matrix products and sums by cuBLAS, in floats (no TF32), all else
 * by kernels of our own; every value stays in device memory. Operations are queued on one stream,
 * and nothing waits before {@link #synchronise} or {@link #read}.
 */
public final class CublasEngine implements PlainEngine<DeviceMatrix> {
  private final CudaDriver driver;
  private final DeviceMemory memory;
  private final FloatBlas blas;
  private final FloatKernels kernels;
  private final ResultSlots<DeviceMatrix> slots;
  private DeviceMatrix ones;

  /**
   * An engine on one GPU.
   *
   * @param ordinal the GPU's index
   * @param openBlas makes the library on the current context, for a stream
   * @throws org.ringbench.cuda.driver.CudaException if the driver refuses
   */
  public CublasEngine(CudaDriver driver, int ordinal, LongFunction<FloatBlas> openBlas) {
    this.driver = driver;
    memory = new DeviceMemory(driver, ordinal);
    try {
      FloatBlas library = openBlas.apply(memory.stream());
      memory.owns(library::close);
      blas = library;
      kernels = new FloatKernels(driver, memory);
      slots = new ResultSlots<>(memory::allocate);
      ones = onesOf(1);
    } catch (RuntimeException e) {
      memory.close();
      throw e;
    }
  }

  @Override
  public void begin(Plan plan) {
    memory.enter();
    slots.begin(plan);
  }

  /** Waits until everything that was asked for is done: the one wait of a training step. */
  public void synchronise() {
    driver.synchronise(memory.stream());
  }

  @Override
  public DeviceMatrix load(FloatTensor tensor) {
    memory.enter();
    DeviceMatrix matrix = memory.allocate(tensor.shape());
    memory.upload(tensor.values(), matrix);
    return matrix;
  }

  @Override
  public FloatTensor read(DeviceMatrix value) {
    memory.enter();
    return memory.download(value);
  }

  @Override
  public Shape shapeOf(DeviceMatrix value) {
    return value.shape();
  }

  @Override
  public String description() {
    return "%s on %s (float)".formatted(blas.description(), memory.device().name());
  }

  /** Of the host: the one that queues. */
  @Override
  public int threads() {
    return 1;
  }

  @Override
  public void close() {
    memory.close();
  }

  @Override
  public DeviceMatrix matmul(DeviceMatrix x, DeviceMatrix y, Transpose transpose) {
    Shape left = transpose.left() ? x.shape().transposed() : x.shape();
    Shape right = transpose.right() ? y.shape().transposed() : y.shape();
    require(left.cols() == right.rows(), "matmul", left, right);
    DeviceMatrix out = slots.next(new Shape(left.rows(), right.cols()));
    blas.multiply(
        x.address(),
        transpose.left(),
        y.address(),
        transpose.right(),
        out.address(),
        left.rows(),
        left.cols(),
        right.cols());
    return out;
  }

  @Override
  public DeviceMatrix add(DeviceMatrix x, DeviceMatrix y) {
    return apply(Kernel.ADD, x, y, 0);
  }

  @Override
  public DeviceMatrix sub(DeviceMatrix x, DeviceMatrix y) {
    return apply(Kernel.SUB, x, y, 0);
  }

  @Override
  public DeviceMatrix hadamard(DeviceMatrix x, DeviceMatrix y) {
    return apply(Kernel.MULTIPLY, x, y, 0);
  }

  @Override
  public DeviceMatrix square(DeviceMatrix x) {
    return apply(Kernel.MULTIPLY, x, x, 0);
  }

  @Override
  public DeviceMatrix sign(DeviceMatrix x) {
    return apply(Kernel.SIGN, x, x, 0);
  }

  @Override
  public DeviceMatrix select(DeviceMatrix bit, DeviceMatrix x) {
    return apply(Kernel.MULTIPLY, bit, x, 0);
  }

  @Override
  public DeviceMatrix scale(DeviceMatrix x, double factor) {
    return apply(Kernel.SCALE, x, x, factor);
  }

  @Override
  public DeviceMatrix axpy(double factor, DeviceMatrix x, DeviceMatrix y) {
    return apply(Kernel.AXPY, x, y, factor);
  }

  @Override
  public DeviceMatrix addRow(DeviceMatrix x, DeviceMatrix row) {
    Shape shape = x.shape();
    require(row.shape().equals(Shape.row(shape.cols())), "addRow", shape, row.shape());
    return compute(Kernel.ADD_ROW, x, row, 0);
  }

  @Override
  public DeviceMatrix sumRows(DeviceMatrix x) {
    return weightedSum(x, x.shape().rows(), x.shape().cols());
  }

  @Override
  public DeviceMatrix sum(DeviceMatrix x) {
    return weightedSum(x, x.shape().size(), 1);
  }

  /** A row of ones times x: BLAS has no sum. */
  private DeviceMatrix weightedSum(DeviceMatrix x, int rows, int cols) {
    DeviceMatrix out = slots.next(Shape.row(cols));
    if (ones.shape().size() < rows) {
      ones = onesOf(rows);
    }
    blas.multiplyRow(ones.address(), x.address(), out.address(), rows, cols);
    return out;
  }

  private DeviceMatrix onesOf(int count) {
    float[] values = new float[count];
    Arrays.fill(values, 1);
    DeviceMatrix matrix = memory.allocate(Shape.row(count));
    memory.upload(values, matrix);
    return matrix;
  }

  private DeviceMatrix apply(Kernel kernel, DeviceMatrix x, DeviceMatrix y, double factor) {
    require(x.shape().equals(y.shape()), kernel.label(), x.shape(), y.shape());
    return compute(kernel, x, y, factor);
  }

  private DeviceMatrix compute(Kernel kernel, DeviceMatrix x, DeviceMatrix y, double factor) {
    DeviceMatrix out = slots.next(x.shape());
    kernels.launch(kernel, x, y, out, (float) factor);
    return out;
  }

  private static void require(boolean fits, String op, Shape x, Shape y) {
    if (!fits) {
      throw new IllegalArgumentException(op + " of shapes " + x + " and " + y + ": no fit");
    }
  }
}
