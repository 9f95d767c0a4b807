package org.ringbench.cuda;

import java.util.Optional;

/** The kernels as this build has them, for whoever reports on an installation. */
public final class CudaKernels {
  private CudaKernels() {}

  /** What is wrong with the kernels' PTX, in a sentence; empty if it is what was generated. */
  public static Optional<String> damage() {
    try {
      PtxResources.names().forEach(PtxResources::load);
      return Optional.empty();
    } catch (IllegalStateException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** The number of modules. */
  public static int modules() {
    return PtxResources.names().size();
  }
}
