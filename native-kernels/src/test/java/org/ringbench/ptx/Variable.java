package org.ringbench.ptx;

/** A variable with an address. */
final class Variable {
  final String name;
  final Space space;
  final int align;

  /** Its size, 0 for an extern array. */
  final int bytes;

  /** Its initial contents; null without an initialiser, and outside global and constant memory. */
  private final byte[] initial;

  /** Its offset in its space, if that is a parameter, local or shared. */
  int offset;

  Variable(String name, Space space, int align, int bytes, byte[] initial) {
    this.name = name;
    this.space = space;
    this.align = align;
    this.bytes = bytes;
    this.initial = initial;
  }

  /** What it holds at the start: what no initialiser names is zero. */
  byte[] contents() {
    return initial == null ? new byte[bytes] : initial.clone();
  }

  boolean external() {
    return bytes == 0;
  }
}
