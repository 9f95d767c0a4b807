package org.ringbench.ptx;

/**
 * A state space. Shared, local and parameter memory have windows of the generic address space, as
 * the hardware does it; an address in the space itself is the offset in the window, and the first
 * of shared memory is not 0, as on GPUs that reserve some of it.
 */
enum Space {
  GLOBAL,
  CONST,
  SHARED,
  LOCAL,
  PARAM,
  GENERIC;

  static final long SHARED_WINDOW = 0x7000_0000_0000L;
  static final long LOCAL_WINDOW = 0x7100_0000_0000L;
  static final long PARAM_WINDOW = 0x7200_0000_0000L;
  static final long WINDOW_BYTES = 1L << 32;

  /** The address of the first shared byte that kernels may use, in its window. */
  static final int SHARED_START = 1024;

  /** Of the first local byte. */
  static final int LOCAL_START = 16;

  /** Where its window starts in the generic address space; global and constant memory have none. */
  long window() {
    return switch (this) {
      case SHARED -> SHARED_WINDOW;
      case LOCAL -> LOCAL_WINDOW;
      case PARAM -> PARAM_WINDOW;
      default -> 0;
    };
  }

  /** The space that a generic address lies in. */
  static Space of(long address) {
    return switch ((int) (address >>> 32)) {
      case (int) (SHARED_WINDOW >>> 32) -> SHARED;
      case (int) (LOCAL_WINDOW >>> 32) -> LOCAL;
      case (int) (PARAM_WINDOW >>> 32) -> PARAM;
      default -> GLOBAL;
    };
  }
}
