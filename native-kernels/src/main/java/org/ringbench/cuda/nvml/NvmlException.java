package org.ringbench.cuda.nvml;

/** NVML is not there, or refused a call; the message is one sentence. */
public final class NvmlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NvmlException(String message) {
    super(message);
  }

  NvmlException(String message, Throwable cause) {
    super(message, cause);
  }
}
