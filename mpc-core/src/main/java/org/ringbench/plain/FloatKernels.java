package org.ringbench.plain;

/** The loops that an explicit vector API makes faster than the JIT's own vectoriser does. */
interface FloatKernels {
  /** The property that forces plain loops when it is {@code off}. */
  String PROPERTY = "ringbench.vector";

  /** Vector kernels where the module is present and not switched off, else plain loops. */
  static FloatKernels best() {
    boolean off = System.getProperty(PROPERTY, "on").equals("off");
    boolean present = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return off || !present ? new PlainKernels() : new VectorKernels();
  }

  /** What runs, for reports: {@code "vector, 512 bits"} or {@code "plain loops"}. */
  String description();

  /** The columns that one call of {@link #multiply} should get a multiple of. */
  int panelCols();

  /** The rows that one call of {@link #multiply} should get a multiple of. */
  int panelRows();

  /** Floats of scratch memory that {@link #multiply} needs. */
  int scratchSize(Product p);

  /**
   * Computes rows {@code rowFrom} to {@code rowTo} (exclusive) and columns {@code colFrom} to
   * {@code colTo} of the product.
   */
  void multiply(Product p, int rowFrom, int rowTo, int colFrom, int colTo, float[] scratch);

  /** out[i] = x[i] >= 0 ? 1 : 0 for from <= i < to. */
  void sign(float[] x, float[] out, int from, int to);

  /** The sum of all elements. */
  float sum(float[] x);
}
