package org.ringbench.natives;

/**
 * What the CPU and the system offer: the bits of {@code ringbench_cpu} in {@code kernels.h}.
 *
 * @param bits as the library found them
 */
record Cpu(int bits) {
  static final int AVX512 = 1;
  static final int VAES = 2;
  static final int VBMI = 4;
  static final int AMX = 8;
  static final int AMX_GRANTED = 16;

  boolean avx512() {
    return has(AVX512);
  }

  boolean vaes() {
    return has(VAES);
  }

  /** Tiles that this process may use, and the byte permutes that fill them. */
  boolean tiles() {
    return has(AMX | AMX_GRANTED | VBMI);
  }

  /** There are tiles, but the system does not let this process use them. */
  boolean refusesTiles() {
    return has(AMX) && !has(AMX_GRANTED);
  }

  private boolean has(int wanted) {
    return (bits & wanted) == wanted;
  }

  /** For a row of results, such as {@code AVX-512, VAES}. */
  String instructionSet() {
    return (tiles() ? "AMX-INT8, AVX-512" : "AVX-512")
        + (vaes() ? ", VAES" : "")
        + (refusesTiles() ? " (AMX: permission denied by the system)" : "");
  }

  /** How matrices are multiplied. */
  String matmul() {
    return tiles() ? "AMX int8 tiles" : "AVX-512 vpmullq";
  }
}
