package org.ringbench.natives;

import java.lang.foreign.MemorySegment;

/** What is checked of memory before the library sees it: the library trusts its caller. */
final class Operands {
  private static final long CACHE_LINE = 64;

  private Operands() {}

  /** {@code rows} rows of {@code cols} words, each {@code ld} words after the last. */
  static void matrix(String name, MemorySegment memory, int rows, int cols, int ld) {
    words(name, memory);
    if (rows < 0 || cols < 0 || ld < cols) {
      throw new IllegalArgumentException(
          "%s of %d rows of %d words, %d words apart: rows must not overlap"
              .formatted(name, rows, cols, ld));
    }
    long needed = rows == 0 ? 0 : ((long) (rows - 1) * ld + cols) * Long.BYTES;
    if (memory.byteSize() < needed) {
      throw new IllegalArgumentException(
          "%s has %d bytes: expected at least %d".formatted(name, memory.byteSize(), needed));
    }
  }

  /** Whole words, aligned as such. */
  static void words(String name, MemorySegment memory) {
    if (memory.maxByteAlignment() < Long.BYTES || memory.byteSize() % Long.BYTES != 0) {
      throw new IllegalArgumentException(
          "%s of %d bytes, aligned to %d: expected whole words aligned to %d"
              .formatted(name, memory.byteSize(), memory.maxByteAlignment(), Long.BYTES));
    }
  }

  /** An operand that shares no word with the accumulator. */
  static void apart(String name, MemorySegment operand, MemorySegment acc) {
    if (operand.asOverlappingSlice(acc).isPresent()) {
      throw new IllegalArgumentException(name + " overlaps the accumulator");
    }
  }

  /** Native memory of {@code words} words from a cache line on. */
  static void scratch(MemorySegment memory, long words) {
    if (!memory.isNative()
        || memory.address() % CACHE_LINE != 0
        || memory.byteSize() < words * Long.BYTES) {
      throw new IllegalArgumentException(
          "scratch of %d bytes: expected %d of native memory, aligned to %d"
              .formatted(memory.byteSize(), words * Long.BYTES, CACHE_LINE));
    }
  }
}
