package org.ringbench.ptx;

import java.util.random.RandomGenerator;

/** Orders of warps and of blocks. */
final class Orders {
  private Orders() {}

  /** Fills an array with the numbers from 0 in some order. */
  static void fill(int[] order, WarpOrder kind, RandomGenerator random) {
    for (int i = 0; i < order.length; i++) {
      order[i] = kind == WarpOrder.REVERSE ? order.length - 1 - i : i;
    }
    if (kind == WarpOrder.SEEDED) {
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swap = order[i];
        order[i] = order[j];
        order[j] = swap;
      }
    }
  }

  /** The block that runs at a turn; without a table, as grids can be large. */
  static long block(long turn, long blocks, WarpOrder kind, long seed) {
    return switch (kind) {
      case FORWARD -> turn;
      case REVERSE -> blocks - 1 - turn;
      case SEEDED -> {
        // A permutation: turn * odd step + start, with a step that is prime to the number.
        long step = 1 + Math.floorMod(seed * 0x9E37_79B9L, blocks);
        while (gcd(step, blocks) != 1) {
          step++;
        }
        yield Math.floorMod(turn * step + Math.floorMod(seed, blocks), blocks);
      }
    };
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
