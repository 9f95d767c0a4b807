package org.ringbench.cuda;

import java.util.Locale;

/** The kernels that multiply matrices over Z_2^64. */
enum MatmulForm {
  /** 64-bit words on CUDA cores: tiles of 64 x 64, steps of 8 along k. */
  WORDS(8),
  /** Byte digits on INT8 tensor cores: tiles of 64 x 64, steps of 32 along k. */
  DIGITS(32),
  /** 64-bit words, reduced along k: products of at most eight rows or columns. */
  THIN(1);

  /** Rows and columns of a block's part of the result, for the forms with tiles. */
  static final int TILE = 64;

  /** The widest narrow side that {@link #THIN} takes. */
  static final int THIN_WIDTH = 8;

  private final int depth;

  MatmulForm(int depth) {
    this.depth = depth;
  }

  /** Words along k that one step takes; a slice is whole steps. */
  int depth() {
    return depth;
  }

  /** Whether the form computes products of that shape. */
  boolean takes(MatmulShape shape) {
    return this != THIN || Math.min(shape.m(), shape.n()) <= THIN_WIDTH;
  }

  /** The name in tables and options. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
