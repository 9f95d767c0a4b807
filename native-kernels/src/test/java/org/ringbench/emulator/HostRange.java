package org.ringbench.emulator;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A part of page-locked memory.
 *
 * @param memory all of it
 */
record HostRange(MemorySegment memory) {
  /** What a buffer holds from the moment that a download into it is queued. */
  static final byte POISON = (byte) 0xA5;

  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED;

  long bytes() {
    return memory.byteSize();
  }

  boolean overlaps(HostRange other) {
    return overlaps(other.memory.address(), other.bytes());
  }

  boolean overlaps(long address, long bytes) {
    return memory.address() < address + bytes && address < memory.address() + bytes();
  }

  void poison() {
    memory.fill(POISON);
  }

  boolean isPoisoned() {
    for (long i = 0; i < bytes(); i++) {
      if (memory.get(ValueLayout.JAVA_BYTE, i) != POISON) {
        return false;
      }
    }
    return true;
  }

  /** Differs with near certainty when a byte has changed. */
  long checksum() {
    long sum = bytes();
    long whole = bytes() & -Long.BYTES;
    for (long i = 0; i < whole; i += Long.BYTES) {
      sum = (Long.rotateLeft(sum, 7) ^ memory.get(WORD, i)) * 0x9E37_79B9_7F4A_7C15L;
    }
    for (long i = whole; i < bytes(); i++) {
      sum =
          (Long.rotateLeft(sum, 7) ^ memory.get(ValueLayout.JAVA_BYTE, i)) * 0x9E37_79B9_7F4A_7C15L;
    }
    return sum;
  }
}
