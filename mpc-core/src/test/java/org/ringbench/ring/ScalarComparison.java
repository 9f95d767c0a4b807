package org.ringbench.ring;

import java.util.List;

/** The kernels of the comparison, one element and one bit at a time; the sizes fit. */
final class ScalarComparison {
  private final ScalarRing ring;

  ScalarComparison(ScalarRing ring) {
    this.ring = ring;
  }

  void compareChunks(
      ComparisonLayout layout,
      HeapTensor opened,
      HeapTensor dealt,
      boolean firstParty,
      HeapTensor pairs) {
    BitView r = new BitView(dealt, layout.dealtPlanes());
    BitView out = new BitView(pairs, 2 * layout.chunks());
    for (int e = 0; e < opened.size(); e++) {
      for (int chunk = 0; chunk < layout.chunks(); chunk++) {
        int v = chunkOf(layout, ring.get(opened, e), chunk);
        int planes = layout.planesOf(chunk);
        int first = layout.firstPlane(chunk);
        // T_v and T_(v-1), where T_-1 = 1 is the first party's and T_planes = 0.
        int atV = v == planes ? 0 : r.get(first + v, e);
        int below = v == 0 ? (firstParty ? 1 : 0) : r.get(first + v - 1, e);
        out.put(2 * chunk, e, atV);
        out.put(2 * chunk + 1, e, below ^ atV);
      }
    }
  }

  void andMask(AndLevel level, HeapTensor pairs, HeapTensor masks, HeapTensor out) {
    int tiles = tiles(pairs, 2 * level.pairs());
    BitView in = new BitView(pairs, 2 * level.pairs());
    BitView a = new BitView(masks, level.maskPlanes());
    BitView z = new BitView(out, level.maskPlanes());
    for (AndLevel.Group group : level.groupList()) {
      int[] variables = group.variables();
      for (int v = 0; v < variables.length; v++) {
        int plane = group.firstMask() + v;
        for (int e = 0; e < tiles * BitPlanes.TILE; e++) {
          z.put(plane, e, in.get(2 * group.first() + variables[v], e) ^ a.get(plane, e));
        }
      }
    }
  }

  void andCombine(
      AndLevel level,
      HeapTensor pairs,
      HeapTensor opened,
      HeapTensor masks,
      HeapTensor products,
      boolean firstParty,
      HeapTensor next) {
    int tiles = tiles(pairs, 2 * level.pairs());
    BitView in = new BitView(pairs, 2 * level.pairs());
    BitView o = new BitView(opened, level.maskPlanes());
    BitView a = new BitView(masks, level.maskPlanes());
    BitView shared = new BitView(products, level.productPlanes());
    BitView z = new BitView(next, 2 * level.groups());
    List<AndLevel.Group> groups = level.groupList();
    for (int g = 0; g < groups.size(); g++) {
      AndLevel.Group group = groups.get(g);
      int[] monomials = group.monomials();
      int[] sets = group.products();
      for (int e = 0; e < tiles * BitPlanes.TILE; e++) {
        int highest = 2 * (group.first() + group.size() - 1);
        int lt = in.get(highest, e);
        int eq = group.size() == 1 ? in.get(highest + 1, e) : 0;
        for (int i = 0; i < monomials.length; i++) {
          int share = product(monomials[i], group, sets, o, a, shared, firstParty, e);
          if (i < group.size() - 1) {
            lt ^= share;
          } else {
            eq = share;
          }
        }
        z.put(2 * g, e, lt);
        z.put(2 * g + 1, e, group.hasEq() ? eq : 0);
      }
    }
  }

  /** A share of the product of (opened ^ mask) over the variables of {@code monomial}. */
  private static int product(
      int monomial,
      AndLevel.Group group,
      int[] sets,
      BitView opened,
      BitView masks,
      BitView products,
      boolean firstParty,
      int e) {
    int sum = 0;
    for (int set = 0; set <= monomial; set++) {
      if ((set & ~monomial) != 0) {
        continue;
      }
      int term;
      if (set == 0) {
        term = firstParty ? 1 : 0;
      } else if (Integer.bitCount(set) == 1) {
        term = masks.get(group.firstMask() + Integer.numberOfTrailingZeros(set), e);
      } else {
        term = products.get(group.firstProduct() + indexOf(sets, set), e);
      }
      for (int v = 0; v < group.masks(); v++) {
        if (((monomial & ~set) >> v & 1) == 1) {
          term &= opened.get(group.firstMask() + v, e);
        }
      }
      sum ^= term;
    }
    return sum;
  }

  void signBit(
      ComparisonLayout layout,
      HeapTensor opened,
      HeapTensor dealt,
      HeapTensor last,
      boolean firstParty,
      HeapTensor bit) {
    BitView r = new BitView(dealt, layout.dealtPlanes());
    BitView pair = new BitView(last, 2);
    BitView z = new BitView(bit, 1);
    for (int e = 0; e < opened.size(); e++) {
      int own = firstParty ? (int) (ring.get(opened, e) >>> (ring.bits() - 2)) & 1 : 0;
      z.put(0, e, own ^ r.get(layout.topBitPlane(), e) ^ pair.get(0, e));
    }
  }

  void dealComparison(
      ComparisonLayout layout, HeapTensor random, HeapTensor dealt0, HeapTensor dealt1) {
    BitView d0 = new BitView(dealt0, layout.dealtPlanes());
    BitView d1 = new BitView(dealt1, layout.dealtPlanes());
    for (int e = 0; e < random.size(); e++) {
      long value = ring.get(random, e);
      for (int chunk = 0; chunk < layout.chunks(); chunk++) {
        int v = chunkOf(layout, value, chunk);
        for (int u = 0; u < layout.planesOf(chunk); u++) {
          int plane = layout.firstPlane(chunk) + u;
          d1.put(plane, e, d0.get(plane, e) ^ (v > u ? 1 : 0));
        }
      }
      int plane = layout.topBitPlane();
      d1.put(plane, e, d0.get(plane, e) ^ (int) (value >>> (ring.bits() - 2) & 1));
    }
  }

  void dealAnd(
      AndLevel level,
      HeapTensor masks0,
      HeapTensor masks1,
      HeapTensor products0,
      HeapTensor products1) {
    int tiles = tiles(masks0, level.maskPlanes());
    BitView m0 = new BitView(masks0, level.maskPlanes());
    BitView m1 = new BitView(masks1, level.maskPlanes());
    BitView p0 = new BitView(products0, level.productPlanes());
    BitView p1 = new BitView(products1, level.productPlanes());
    for (AndLevel.Group group : level.groupList()) {
      int[] sets = group.products();
      for (int i = 0; i < sets.length; i++) {
        int plane = group.firstProduct() + i;
        for (int e = 0; e < tiles * BitPlanes.TILE; e++) {
          int product = 1;
          for (int v = 0; v < group.masks(); v++) {
            if ((sets[i] >> v & 1) == 1) {
              product &= m0.get(group.firstMask() + v, e) ^ m1.get(group.firstMask() + v, e);
            }
          }
          p1.put(plane, e, product ^ p0.get(plane, e));
        }
      }
    }
  }

  private static int tiles(RingTensor tensor, int planes) {
    return tensor.size() / (planes * BitPlanes.LANES);
  }

  private static int chunkOf(ComparisonLayout layout, long word, int chunk) {
    return (int) (word >>> (chunk * layout.chunkBits()) & ScalarRing.lowBits(layout.bitsOf(chunk)));
  }

  private static int indexOf(int[] sets, int set) {
    for (int i = 0; i < sets.length; i++) {
      if (sets[i] == set) {
        return i;
      }
    }
    throw new AssertionError("no product " + set);
  }
}
