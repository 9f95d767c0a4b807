package org.ringbench.ring;

import java.util.ArrayList;
import java.util.List;

/**
 * What the kernels need to know of a level, computed once: {@link AndLevel} derives it anew at each
 * call.
 */
final class AndTables {
  /** A plane of the next level: xor of a plane of the pairs, or none (-1), and of products. */
  static final class Output {
    final int pass;
    final Product[] products;

    Output(int pass, List<Product> products) {
      this.pass = pass;
      this.products = products.toArray(Product[]::new);
    }
  }

  /** A product of variables. */
  static final class Product {
    /** The planes of the opened variables. */
    final int[] opened;

    /**
     * For each set of variables the plane that shares the product of their mask bits: of the masks
     * for one variable, of the products for more; unused for none.
     */
    final int[] leaves;

    Product(int[] opened, int[] leaves) {
      this.opened = opened;
      this.leaves = leaves;
    }
  }

  final int pairPlanes;
  final int maskPlanes;
  final int productPlanes;

  /** For each mask plane the plane of the pairs that it hides. */
  final int[] hidden;

  /**
   * Product {@code i} is factor {@code left[i]} times {@code right[i]}: the masks, then the
   * products.
   */
  final int[] left;

  final int[] right;
  final Output[] outputs;

  AndTables(AndLevel level) {
    pairPlanes = 2 * level.pairs();
    maskPlanes = level.maskPlanes();
    productPlanes = level.productPlanes();
    hidden = new int[maskPlanes];
    left = new int[productPlanes];
    right = new int[productPlanes];
    outputs = new Output[2 * level.groups()];
    int g = 0;
    for (AndLevel.Group group : level.groupList()) {
      int[] variables = group.variables();
      for (int v = 0; v < variables.length; v++) {
        hidden[group.firstMask() + v] = 2 * group.first() + variables[v];
      }
      int[] sets = group.products();
      for (int i = 0; i < sets.length; i++) {
        int highest = Integer.highestOneBit(sets[i]);
        int rest = sets[i] ^ highest;
        left[group.firstProduct() + i] =
            Integer.bitCount(rest) == 1
                ? leaf(group, sets, rest)
                : maskPlanes + leaf(group, sets, rest);
        right[group.firstProduct() + i] = leaf(group, sets, highest);
      }
      addOutputs(group, sets, g);
      g += 2;
    }
  }

  private void addOutputs(AndLevel.Group group, int[] sets, int g) {
    List<Product> lt = new ArrayList<>();
    List<Product> eq = new ArrayList<>();
    int[] monomials = group.monomials();
    for (int i = 0; i < monomials.length; i++) {
      (i < group.size() - 1 ? lt : eq).add(product(group, sets, monomials[i]));
    }
    int highest = 2 * (group.first() + group.size() - 1);
    boolean eqPasses = group.size() == 1 && group.hasEq();
    outputs[g] = new Output(highest, lt);
    outputs[g + 1] = new Output(eqPasses ? highest + 1 : -1, eq);
  }

  private static Product product(AndLevel.Group group, int[] sets, int monomial) {
    int[] opened = new int[Integer.bitCount(monomial)];
    int[] leaves = new int[1 << opened.length];
    for (int i = 0; i < opened.length; i++) {
      opened[i] =
          group.firstMask() + Integer.numberOfTrailingZeros(Integer.expand(1 << i, monomial));
    }
    for (int set = 1; set < leaves.length; set++) {
      leaves[set] = leaf(group, sets, Integer.expand(set, monomial));
    }
    return new Product(opened, leaves);
  }

  /** The mask plane of a single variable, or the product plane of more. */
  private static int leaf(AndLevel.Group group, int[] sets, int set) {
    if (Integer.bitCount(set) == 1) {
      return group.firstMask() + Integer.numberOfTrailingZeros(set);
    }
    int i = 0;
    while (sets[i] != set) {
      i++;
    }
    return group.firstProduct() + i;
  }
}
