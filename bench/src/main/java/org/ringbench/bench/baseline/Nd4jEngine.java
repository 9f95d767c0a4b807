package org.ringbench.bench.baseline;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_get_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sdot;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sger;

import java.util.Arrays;
import java.util.IdentityHashMap;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ringbench.bench.environment.Blas;
import org.ringbench.cores.CoreBinding;
import org.ringbench.data.FloatTensor;
import org.ringbench.plain.ResultSlots;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Transpose;
import org.ringbench.ring.Shape;

/**
 * Plaintext computation with ND4J, as fast as ND4J can be made: row-major arrays that are allocated
 * once, ND4J's own OpenBLAS called on them without the checks of {@code Nd4j.gemm} (2 to 8
 * microseconds a call), and elementwise operations of its older kind, whose objects are kept (4
 * microseconds a call, where {@code INDArray.addi} takes 10 to 20).
 *
 * <p>The threads are those of OpenBLAS in this process: the engine made last decides. Elementwise
 * operations have one thread, unless {@code OMP_NUM_THREADS} says more: OpenMP's spin for
 * milliseconds on cores that OpenBLAS's need by then, and the other way round, which costs more
 * than they gain at any batch measured.
 */
public final class Nd4jEngine extends ArrayEngine {
  /** Rows and columns of a matrix that no library leaves to one thread. */
  private static final int SHARED = 512;

  private final int threads;
  private final CoreBinding binding;
  private final String description;
  private final ResultSlots<Result> slots = new ResultSlots<>(this::allocate);

  /** Pointers of our results: to ask an array for its own takes most of a microsecond. */
  private final IdentityHashMap<INDArray, FloatPointer> pointers = new IdentityHashMap<>();

  private FloatPointer ones = new FloatPointer();

  /**
   * An engine of {@code threads} threads.
   *
   * @throws IllegalStateException if ND4J does not load here, or OpenBLAS does not take the number
   */
  public Nd4jEngine(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads: expected at least 1");
    }
    ProcessEnvironment.set("OMP_NUM_THREADS", "1"); // looked at once, when the library is loaded
    binding = CoreBinding.onProcessors(threads);
    binding.bindThoseOf(() -> start(threads));
    description = Blas.detect().description();
    binding.bind(0);
    if (blas_get_num_threads() != threads) {
      throw new IllegalStateException(
          "OpenBLAS runs " + blas_get_num_threads() + " threads: expected " + threads);
    }
    this.threads = threads;
  }

  /** Libraries start their threads when they are loaded, or first have something to share. */
  private static void start(int threads) {
    Blas.detect();
    blas_set_num_threads(threads);
    INDArray square = Nd4j.ones(DataType.FLOAT, SHARED, SHARED);
    square.mmul(square);
  }

  @Override
  public void close() {
    binding.release();
  }

  @Override
  public void begin(Plan plan) {
    slots.begin(plan);
  }

  @Override
  public INDArray load(FloatTensor tensor) {
    INDArray array = array(tensor.shape());
    pointer(array).put(tensor.values());
    return array;
  }

  @Override
  public FloatTensor read(INDArray value) {
    FloatTensor tensor = new FloatTensor(shapeOf(value));
    pointer(value).get(tensor.values());
    return tensor;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public int threads() {
    return threads;
  }

  @Override
  public INDArray matmul(INDArray x, INDArray y, Transpose transpose) {
    Shape shape = product(x, y, transpose);
    int inner = transpose.left() ? x.rows() : x.columns();
    Result out = slots.next(shape);
    cblas_sgemm(
        CblasRowMajor,
        transpose.left() ? CblasTrans : CblasNoTrans,
        transpose.right() ? CblasTrans : CblasNoTrans,
        shape.rows(),
        shape.cols(),
        inner,
        1,
        pointer(x),
        x.columns(),
        pointer(y),
        y.columns(),
        0,
        out.pointer,
        shape.cols());
    return out.array;
  }

  @Override
  INDArray apply(ElementwiseOp op, INDArray x, INDArray y, double factor) {
    Result out = slots.next(shapeOf(x));
    if (out.op == null) {
      out.op = op.on(x, y, out.array, factor);
    }
    return out.run(x, y);
  }

  @Override
  public INDArray addRow(INDArray x, INDArray row) {
    int rows = x.rows();
    int cols = x.columns();
    requireRow(x, row);
    Result out = slots.next(shapeOf(x));
    Pointer.memcpy(out.pointer, pointer(x), (long) rows * cols * Float.BYTES);
    cblas_sger(CblasRowMajor, rows, cols, 1, ones(rows), 1, pointer(row), 1, out.pointer, cols);
    return out.array;
  }

  @Override
  public INDArray sumRows(INDArray x) {
    int rows = x.rows();
    int cols = x.columns();
    Result out = slots.next(Shape.row(cols));
    cblas_sgemv(
        CblasRowMajor,
        CblasTrans,
        rows,
        cols,
        1,
        pointer(x),
        cols,
        ones(rows),
        1,
        0,
        out.pointer,
        1);
    return out.array;
  }

  @Override
  public INDArray sum(INDArray x) {
    int size = x.rows() * x.columns();
    Result out = slots.next(Shape.row(1));
    out.pointer.put(0, cblas_sdot(size, pointer(x), 1, ones(size), 1));
    return out.array;
  }

  private FloatPointer ones(int count) {
    if (ones.capacity() < count) {
      float[] values = new float[count];
      Arrays.fill(values, 1);
      ones = new FloatPointer(values);
    }
    return ones;
  }

  private Result allocate(Shape shape) {
    INDArray array = array(shape);
    Result result = new Result(array, pointer(array));
    pointers.put(array, result.pointer);
    return result;
  }

  private FloatPointer pointer(INDArray array) {
    FloatPointer known = pointers.get(array);
    return known != null ? known : (FloatPointer) array.data().addressPointer();
  }
}
