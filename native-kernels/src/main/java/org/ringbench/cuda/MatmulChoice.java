package org.ringbench.cuda;

/** Which kernels a user allows: {@code -Dringbench.cuda.gemm}. */
enum MatmulChoice {
  /** What the table says, or the estimate. */
  AUTO,
  /** Only 64-bit words on CUDA cores. */
  WORDS,
  /** Only byte digits on tensor cores. */
  DIGITS;

  /** The system property that sets it. */
  static final String PROPERTY = "ringbench.cuda.gemm";

  /** The property's value, {@link #AUTO} if it is not set. */
  static MatmulChoice configured() {
    String value = System.getProperty(PROPERTY, "auto");
    return switch (value) {
      case "auto" -> AUTO;
      case "words" -> WORDS;
      case "digits" -> DIGITS;
      default ->
          throw new IllegalArgumentException(
              "-D%s=%s: expected words, digits or auto".formatted(PROPERTY, value));
    };
  }
}
