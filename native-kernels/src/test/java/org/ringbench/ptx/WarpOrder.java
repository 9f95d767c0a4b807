package org.ringbench.ptx;

/** The order in which blocks, and between two barriers the warps of a block, run. */
public enum WarpOrder {
  /** By rising index. */
  FORWARD,
  /** By falling index. */
  REVERSE,
  /** Shuffled by the seed, anew for every turn. */
  SEEDED
}
