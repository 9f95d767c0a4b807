package org.ringbench.ring;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.ringbench.ring.Vectors.LENGTH;
import static org.ringbench.ring.Vectors.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.LongVector;

/** The words of one tile of ring elements, and their bit planes. */
final class VectorTile {
  private static final int LANES = BitPlanes.LANES;

  /** The words or, after {@link #transpose}, the 64 planes of the tile. */
  final long[] planes = new long[BitPlanes.TILE];

  /** Takes tile {@code tile} of {@code x}, zeros behind its last word. */
  void load(HeapTensor x, int tile) {
    int from = tile * BitPlanes.TILE;
    int count = Math.min(BitPlanes.TILE, x.size() - from);
    System.arraycopy(x.words, x.offset + from, planes, 0, count);
    Arrays.fill(planes, count, planes.length, 0);
  }

  /**
   * Every eighth word is a row of one of eight matrices of 64 x 64 bits: transposes them side by
   * side (Hacker's Delight 7-3), which leaves the planes in the order of {@link BitPlanes}.
   */
  void transpose() {
    swapBlocks(16, 0x00000000FFFFFFFFL, 0x0000FFFF0000FFFFL);
    swapBlocks(4, 0x00FF00FF00FF00FFL, 0x0F0F0F0F0F0F0F0FL);
    swapBlocks(1, 0x3333333333333333L, 0x5555555555555555L);
  }

  /** Two of the six rounds: swaps blocks of {@code 2 * size} bits a side, then of {@code size}. */
  private void swapBlocks(int size, long outerMask, long innerMask) {
    LongVector outer = LongVector.broadcast(SPECIES, outerMask);
    LongVector inner = LongVector.broadcast(SPECIES, innerMask);
    int twice = 2 * size;
    int step = size * LANES;
    for (int group = 0; group < planes.length; group += 4 * step) {
      for (int word = group; word < group + step; word += LENGTH) {
        LongVector x0 = LongVector.fromArray(SPECIES, planes, word);
        LongVector x1 = LongVector.fromArray(SPECIES, planes, word + step);
        LongVector x2 = LongVector.fromArray(SPECIES, planes, word + 2 * step);
        LongVector x3 = LongVector.fromArray(SPECIES, planes, word + 3 * step);
        LongVector swap = x0.lanewise(LSHR, twice).lanewise(XOR, x2).and(outer);
        x2 = x2.lanewise(XOR, swap);
        x0 = x0.lanewise(XOR, swap.lanewise(LSHL, twice));
        swap = x1.lanewise(LSHR, twice).lanewise(XOR, x3).and(outer);
        x3 = x3.lanewise(XOR, swap);
        x1 = x1.lanewise(XOR, swap.lanewise(LSHL, twice));
        swap = x0.lanewise(LSHR, size).lanewise(XOR, x1).and(inner);
        x1.lanewise(XOR, swap).intoArray(planes, word + step);
        x0.lanewise(XOR, swap.lanewise(LSHL, size)).intoArray(planes, word);
        swap = x2.lanewise(LSHR, size).lanewise(XOR, x3).and(inner);
        x3.lanewise(XOR, swap).intoArray(planes, word + 3 * step);
        x2.lanewise(XOR, swap.lanewise(LSHL, size)).intoArray(planes, word + 2 * step);
      }
    }
  }
}
