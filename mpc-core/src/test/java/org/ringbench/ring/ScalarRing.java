package org.ringbench.ring;

/**
 * Words of the ring Z_2^bits, held unsigned.
 *
 * @param bits of the ring, at most 64
 */
record ScalarRing(int bits) {
  private long mask() {
    return -1L >>> (64 - bits);
  }

  long get(HeapTensor tensor, int i) {
    return tensor.words[tensor.offset + i] & mask();
  }

  void put(HeapTensor tensor, int i, long word) {
    tensor.words[tensor.offset + i] = word & mask();
  }

  long msb(long word) {
    return word >>> (bits - 1);
  }

  static long lowBits(int count) {
    return (1L << count) - 1;
  }
}
