package org.ringbench.ptx;

/** A piece of global memory. */
final class Allocation {
  final long base;
  final int size;
  final String name;
  byte[] data;
  InitialisedBytes initialised;
  boolean readOnly;
  volatile boolean freed;

  Allocation(long base, int size, String name) {
    this.base = base;
    this.size = size;
    this.name = name;
    data = new byte[size];
    initialised = new InitialisedBytes(size);
  }

  void release() {
    freed = true;
    data = new byte[0];
    initialised = new InitialisedBytes(0);
  }
}
