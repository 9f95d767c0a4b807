package org.ringbench.cuda.driver;

/** The driver refused a call, or an earlier kernel failed. */
public final class CudaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** CUDA_ERROR_OUT_OF_MEMORY. */
  public static final int OUT_OF_MEMORY = 2;

  private final int status;

  /**
   * A failed call.
   *
   * @param status the driver's code
   * @param message what was asked, the code's name, and what to do where that is known
   */
  public CudaException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The driver's code, such as 700 for an illegal address. */
  public int status() {
    return status;
  }
}
