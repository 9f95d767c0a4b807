package org.ringbench.ring;

/** Matrix multiplication by another module. */
final class HostGemm extends Gemm {
  private final HostKernels.Matmul kernel;

  HostGemm(HostKernels.Matmul kernel) {
    this.kernel = kernel;
  }

  @Override
  void multiply(long factor, MatmulTerm[] terms, HeapTensor acc) {
    kernel.multiply(factor, terms, acc);
  }
}
