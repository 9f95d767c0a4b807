package org.ringbench.ring;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors that the kernels use: the CPU's own, at most the eight words of a bit plane.
 *
 * <p>Vectors are objects, and kernels must not allocate. C2 keeps them in registers except where
 * they cross a call that it does not inline, and past a certain size of a method it inlines nothing
 * but the Vector API itself. So no method here takes or returns a vector, and long computations
 * pass their steps through small arrays.
 */
final class Vectors {
  static final VectorSpecies<Long> SPECIES =
      LongVector.SPECIES_PREFERRED.length() > BitPlanes.LANES
          ? LongVector.SPECIES_512
          : LongVector.SPECIES_PREFERRED;

  /** Words of a vector. */
  static final int LENGTH = SPECIES.length();

  private Vectors() {}

  /** A backend that runs vectors. */
  static JavaRingBackend backend() {
    return new JavaRingBackend(new VectorWordKernels(), new VectorPlaneKernels(), new VectorGemm());
  }

  /** A backend that runs the kernels of another module, and vectors for what they leave. */
  static JavaRingBackend backend(String id, HostKernels kernels) {
    WordKernels words = new VectorWordKernels();
    Expander expander =
        kernels.expander().<Expander>map(HostExpander::new).orElseGet(() -> new AesExpander(words));
    Gemm gemm = new HostGemm(kernels.matmul());
    PlaneKernels planes = new VectorPlaneKernels();
    return new JavaRingBackend(id, words, planes, gemm, expander, kernels.release());
  }

  /** What the vectors are, such as {@code 512-bit vectors}. */
  static String device() {
    return SPECIES.vectorBitSize() + "-bit vectors";
  }
}
