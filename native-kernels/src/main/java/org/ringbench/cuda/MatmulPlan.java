package org.ringbench.cuda;

/**
 * How one launch computes a product.
 *
 * @param form the kernel
 * @param slices blocks that share a part of the result, each with its slice of k; the launch takes
 *     fewer where k has fewer steps
 */
record MatmulPlan(MatmulForm form, int slices) {
  /** The most blocks along z of a launch. */
  static final int MAX_SLICES = 65_535;

  MatmulPlan {
    if (slices < 1 || slices > MAX_SLICES) {
      throw new IllegalArgumentException(
          "%d slices of k: expected 1 to %d".formatted(slices, MAX_SLICES));
    }
  }

  /** As in tables: {@code digits/4}. */
  @Override
  public String toString() {
    return form.id() + "/" + slices;
  }
}
