package org.ringbench.ring;

/**
 * The layout of bit-sliced tensors: one word holds the same bit of 64 elements.
 *
 * <p>Elements come in tiles of 512. A tile of {@code p} planes is {@code p * 8} consecutive words,
 * plane after plane; element {@code e} of the tile is bit {@code e / 8} of the plane's word {@code
 * e % 8}. Eight neighbouring elements thus lie in eight lanes: a vector of eight ring words meets
 * its bits in a vector of eight plane words, shifted by the same count. Padding bits are
 * unspecified.
 */
public final class BitPlanes {
  /** Elements of a tile. */
  public static final int TILE = 512;

  /** Words of one plane of a tile. */
  public static final int LANES = 8;

  private BitPlanes() {}

  /** The tiles that {@code elements} elements fill. */
  public static int tiles(int elements) {
    return (elements + TILE - 1) / TILE;
  }

  /** The shape of {@code planes} bits for each of {@code elements} elements. */
  public static Shape shape(int elements, int planes) {
    return new Shape(tiles(elements), planes * LANES);
  }
}
