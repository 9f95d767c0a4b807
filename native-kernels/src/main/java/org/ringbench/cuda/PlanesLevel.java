package org.ringbench.cuda;

import org.ringbench.ring.AndLevel;

/**
 * What the kernels need to know of a level of the comparison tree: they know its groups by their
 * size, and find them because all but the last are full and all but the first give eq.
 *
 * @param groupMasks mask planes of a full group with eq
 * @param firstProducts product planes of the first group
 * @param groupProducts product planes of a full group with eq
 * @param lastSize pairs of the last group
 */
record PlanesLevel(
    int pairPlanes,
    int maskPlanes,
    int productPlanes,
    int radix,
    int groups,
    int lastSize,
    int groupMasks,
    int firstProducts,
    int groupProducts) {
  static PlanesLevel of(AndLevel level) {
    AndLevel.Group first = level.groupList().getFirst();
    AndLevel.Group last = level.groupList().getLast();
    AndLevel.Group full = new AndLevel.Group(0, level.radix(), true, 0, 0);
    return new PlanesLevel(
        2 * level.pairs(),
        level.maskPlanes(),
        level.productPlanes(),
        level.radix(),
        level.groups(),
        last.size(),
        full.masks(),
        first.products().length,
        full.products().length);
  }
}
