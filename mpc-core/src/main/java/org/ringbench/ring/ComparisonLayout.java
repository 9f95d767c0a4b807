package org.ringbench.ring;

import java.util.ArrayList;
import java.util.List;

/**
 * The bit planes and the tree of the less-than of a public c and the dealer's r.
 *
 * <p>Compared are the low {@code ringBits - 2} bits. They are cut into chunks of {@code chunkBits};
 * of each chunk of r the parties hold XOR shares of its thermometer code T_u = [chunk > u], u = 0
 * .. 2^bits - 2, so that {@code [v < chunk] = T_v} and {@code [v = chunk] = T_(v-1) xor T_v} for a
 * public v are local (T_-1 = 1, T_(2^bits-1) = 0). The pairs (lt, eq), least significant chunk
 * first, then go through a tree of {@code radix}-input groups, see {@link AndLevel}.
 *
 * @param ringBits bits of the ring
 * @param chunkBits bits of a chunk, 1 to 4
 * @param radix pairs that one group of the tree joins, 2 to 4
 */
public record ComparisonLayout(int ringBits, int chunkBits, int radix) {
  /** Refuses what the planes cannot hold. */
  public ComparisonLayout {
    if (ringBits < 4 || ringBits > 64) {
      throw new IllegalArgumentException("ring of " + ringBits + " bits: expected 4 to 64");
    }
    if (chunkBits < 1 || chunkBits > 4) {
      throw new IllegalArgumentException("chunks of " + chunkBits + " bits: expected 1 to 4");
    }
    if (radix < 2 || radix > 4) {
      throw new IllegalArgumentException("radix " + radix + ": expected 2 to 4");
    }
  }

  /** The number of compared bits. */
  public int comparedBits() {
    return ringBits - 2;
  }

  /** The number of chunks, and of (lt, eq) pairs that enter the tree. */
  public int chunks() {
    return (comparedBits() + chunkBits - 1) / chunkBits;
  }

  /** The bits of chunk {@code chunk}: the last may be shorter. */
  public int bitsOf(int chunk) {
    return Math.min(chunkBits, comparedBits() - chunk * chunkBits);
  }

  /** The planes of the thermometer code of chunk {@code chunk}. */
  public int planesOf(int chunk) {
    return (1 << bitsOf(chunk)) - 1;
  }

  /** The first plane of chunk {@code chunk}. */
  public int firstPlane(int chunk) {
    return chunk * ((1 << chunkBits) - 1);
  }

  /** The planes dealt of r: all thermometer codes, then bit {@code ringBits - 2} of r. */
  public int dealtPlanes() {
    return topBitPlane() + 1;
  }

  /** The plane that holds bit {@code ringBits - 2} of r. */
  public int topBitPlane() {
    return firstPlane(chunks() - 1) + planesOf(chunks() - 1);
  }

  /** The levels of the tree, leaves first; none where there is one chunk. */
  public List<AndLevel> levels() {
    List<AndLevel> levels = new ArrayList<>();
    for (int pairs = chunks(); pairs > 1; pairs = levels.getLast().groups()) {
      levels.add(new AndLevel(pairs, radix));
    }
    return List.copyOf(levels);
  }
}
