package org.ringbench.ring;

import java.util.ArrayList;
import java.util.List;

/**
 * One level of the comparison tree: {@code pairs} pairs (lt, eq), least significant first, become
 * {@link #groups} pairs. Pair {@code j} stands in planes {@code 2j} (lt) and {@code 2j + 1} (eq).
 *
 * <p>A group of d pairs gives lt = lt_(d-1) ^ e_(d-1) lt_(d-2) ^ ... ^ e_(d-1) .. e_1 lt_0 and,
 * except in the lowest group of a level (nobody reads it), eq = e_(d-1) .. e_0. It is computed with
 * multi-input AND correlations: every variable of a product is opened under a mask bit, and the
 * dealer shares the products of mask bits ({@link Group#products}). A group of one pair passes
 * through.
 *
 * @param pairs pairs that enter, at least 2
 * @param radix pairs of a full group
 */
public record AndLevel(int pairs, int radix) {

  /**
   * One group.
   *
   * @param first its first pair
   * @param size its pairs, d
   * @param hasEq whether it gives eq
   * @param firstMask the plane of its first mask bit within the level's masks
   * @param firstProduct the plane of its first product within the level's products
   */
  public record Group(int first, int size, boolean hasEq, int firstMask, int firstProduct) {

    /**
     * The opened variables, as pair planes relative to the group's first pair: e_(d-1) .. e_1, then
     * lt_(d-2) .. lt_0, then e_0 if eq is wanted.
     */
    public int[] variables() {
      int[] planes = new int[masks()];
      int next = 0;
      for (int i = size - 1; i >= 1; i--) {
        planes[next++] = 2 * i + 1;
      }
      for (int i = size - 2; i >= 0; i--) {
        planes[next++] = 2 * i;
      }
      if (hasEq && size > 1) {
        planes[next] = 1;
      }
      return planes;
    }

    /** The number of mask bits, and of opened bits. */
    public int masks() {
      return size == 1 ? 0 : 2 * (size - 1) + (hasEq ? 1 : 0);
    }

    /**
     * The monomials of lt, then that of eq: each a set of variables (bit v for variable v), in the
     * order in which {@link #variables} names them.
     */
    public int[] monomials() {
      if (size == 1) {
        return new int[0];
      }
      int[] sets = new int[size - 1 + (hasEq ? 1 : 0)];
      for (int i = 0; i < size - 1; i++) {
        // e_(d-1) .. e_(d-1-i) are variables 0 .. i; lt_(d-2-i) is variable d - 1 + i.
        sets[i] = ((1 << (i + 1)) - 1) | 1 << (size - 1 + i);
      }
      if (hasEq) {
        sets[size - 1] = ((1 << (size - 1)) - 1) | 1 << (2 * (size - 1));
      }
      return sets;
    }

    /**
     * The mask products that the dealer shares: every subset of two or more variables of a
     * monomial, each once, in order of first use.
     */
    public int[] products() {
      List<Integer> sets = new ArrayList<>();
      for (int monomial : monomials()) {
        for (int set = 1; set <= monomial; set++) {
          if ((set & ~monomial) == 0 && Integer.bitCount(set) > 1 && !sets.contains(set)) {
            sets.add(set);
          }
        }
      }
      return sets.stream().mapToInt(Integer::intValue).toArray();
    }
  }

  /** The number of pairs that leave. */
  public int groups() {
    return (pairs + radix - 1) / radix;
  }

  /** The groups, least significant first. */
  public List<Group> groupList() {
    List<Group> list = new ArrayList<>();
    int mask = 0;
    int product = 0;
    for (int g = 0; g < groups(); g++) {
      int first = g * radix;
      Group group = new Group(first, Math.min(radix, pairs - first), g > 0, mask, product);
      list.add(group);
      mask += group.masks();
      product += group.products().length;
    }
    return List.copyOf(list);
  }

  /** The mask bits of the level, and the bits that each party opens. */
  public int maskPlanes() {
    Group last = groupList().getLast();
    return last.firstMask() + last.masks();
  }

  /** The product bits that the dealer shares. */
  public int productPlanes() {
    Group last = groupList().getLast();
    return last.firstProduct() + last.products().length;
  }
}
