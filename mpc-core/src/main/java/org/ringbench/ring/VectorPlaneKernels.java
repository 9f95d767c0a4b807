package org.ringbench.ring;

import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.XOR;
import static org.ringbench.ring.Vectors.LENGTH;
import static org.ringbench.ring.Vectors.SPECIES;

import java.util.Arrays;
import jdk.incubator.vector.LongVector;

/** The comparison kernels, a vector of each plane at a time. */
final class VectorPlaneKernels extends PlaneKernels {
  private static final int LANES = BitPlanes.LANES;

  private final VectorTile tile = new VectorTile();
  private final VectorChunks chunks = new VectorChunks();

  /** Shares of a product whose first two variables are opened, one plane for each set of others. */
  private final long[] steps = new long[4 * LANES];

  /** Factors of products, grown to the largest level. */
  private long[] factors = new long[0];

  @Override
  void compareChunks(
      ComparisonLayout layout,
      HeapTensor c,
      HeapTensor dealt,
      boolean firstParty,
      HeapTensor pairs) {
    for (int t = 0; t < BitPlanes.tiles(c.size()); t++) {
      tile.load(c, t);
      tile.transpose();
      int in = dealt.offset + t * layout.dealtPlanes() * LANES;
      int out = pairs.offset + t * 2 * layout.chunks() * LANES;
      for (int chunk = 0; chunk < layout.chunks(); chunk++) {
        chunks.compare(
            layout.bitsOf(chunk),
            tile.planes,
            chunk * layout.chunkBits() * LANES,
            dealt.words,
            in + layout.firstPlane(chunk) * LANES,
            firstParty,
            pairs.words,
            out + 2 * chunk * LANES);
      }
    }
  }

  @Override
  void signBit(
      ComparisonLayout layout,
      HeapTensor c,
      HeapTensor dealt,
      HeapTensor last,
      boolean firstParty,
      HeapTensor bit) {
    for (int t = 0; t < BitPlanes.tiles(c.size()); t++) {
      int top = dealt.offset + (t * layout.dealtPlanes() + layout.topBitPlane()) * LANES;
      int lt = last.offset + t * 2 * LANES;
      int out = bit.offset + t * LANES;
      for (int lane = 0; lane < LANES; lane += LENGTH) {
        LongVector.fromArray(SPECIES, dealt.words, top + lane)
            .lanewise(XOR, LongVector.fromArray(SPECIES, last.words, lt + lane))
            .intoArray(bit.words, out + lane);
      }
      if (firstParty) {
        tile.load(c, t);
        addBits(layout.ringBits() - 2, bit.words, out);
      }
    }
  }

  /** Adds bit {@code bit} of the words of the tile. */
  private void addBits(int bit, long[] out, int at) {
    LongVector highest = LongVector.broadcast(SPECIES, Long.MIN_VALUE);
    for (int lane = 0; lane < LANES; lane += LENGTH) {
      LongVector plane = LongVector.zero(SPECIES);
      for (int word = lane; word < BitPlanes.TILE; word += LANES) {
        LongVector own = LongVector.fromArray(SPECIES, tile.planes, word);
        plane = plane.lanewise(LSHR, 1).or(own.lanewise(LSHL, 63 - bit).and(highest));
      }
      LongVector.fromArray(SPECIES, out, at + lane).lanewise(XOR, plane).intoArray(out, at + lane);
    }
  }

  @Override
  void dealComparison(ComparisonLayout layout, HeapTensor r, HeapTensor dealt0, HeapTensor dealt1) {
    for (int t = 0; t < BitPlanes.tiles(r.size()); t++) {
      tile.load(r, t);
      tile.transpose();
      int in = dealt0.offset + t * layout.dealtPlanes() * LANES;
      int out = dealt1.offset + t * layout.dealtPlanes() * LANES;
      for (int chunk = 0; chunk < layout.chunks(); chunk++) {
        int codes = layout.firstPlane(chunk) * LANES;
        chunks.deal(
            layout.bitsOf(chunk),
            tile.planes,
            chunk * layout.chunkBits() * LANES,
            dealt0.words,
            in + codes,
            dealt1.words,
            out + codes);
      }
      int top = layout.topBitPlane() * LANES;
      int bit = (layout.ringBits() - 2) * LANES;
      chunks.deal(1, tile.planes, bit, dealt0.words, in + top, dealt1.words, out + top);
    }
  }

  @Override
  void andMask(AndTables level, HeapTensor pairs, HeapTensor masks, HeapTensor out) {
    int tiles = pairs.size() / (level.pairPlanes * LANES);
    for (int t = 0; t < tiles; t++) {
      int in = pairs.offset + t * level.pairPlanes * LANES;
      for (int plane = 0; plane < level.maskPlanes; plane++) {
        int hidden = in + level.hidden[plane] * LANES;
        int own = (t * level.maskPlanes + plane) * LANES;
        for (int lane = 0; lane < LANES; lane += LENGTH) {
          LongVector.fromArray(SPECIES, pairs.words, hidden + lane)
              .lanewise(XOR, LongVector.fromArray(SPECIES, masks.words, masks.offset + own + lane))
              .intoArray(out.words, out.offset + own + lane);
        }
      }
    }
  }

  @Override
  void andCombine(
      AndTables level,
      HeapTensor pairs,
      HeapTensor opened,
      HeapTensor masks,
      HeapTensor products,
      boolean firstParty,
      HeapTensor next) {
    long own = firstParty ? -1 : 0;
    int tiles = pairs.size() / (level.pairPlanes * LANES);
    int outputs = level.outputs.length;
    for (int t = 0; t < tiles; t++) {
      int in = pairs.offset + t * level.pairPlanes * LANES;
      int o = opened.offset + t * level.maskPlanes * LANES;
      int a = masks.offset + t * level.maskPlanes * LANES;
      int p = products.offset + t * level.productPlanes * LANES;
      for (int plane = 0; plane < outputs; plane++) {
        AndTables.Output output = level.outputs[plane];
        int out = next.offset + (t * outputs + plane) * LANES;
        if (output.pass < 0) {
          Arrays.fill(next.words, out, out + LANES, 0);
        } else {
          System.arraycopy(pairs.words, in + output.pass * LANES, next.words, out, LANES);
        }
        for (AndTables.Product product : output.products) {
          openTwo(product, opened.words, o, masks.words, a, products.words, p, own);
          openRest(product, opened.words, o, next.words, out);
        }
      }
    }
  }

  /**
   * Opens the first two variables of a product: for each set S of the others the share of S and,
   * times what is opened, those of S with one or both of the two.
   */
  private void openTwo(
      AndTables.Product product,
      long[] opened,
      int o,
      long[] masks,
      int a,
      long[] products,
      int p,
      long own) {
    int[] leaves = product.leaves;
    for (int lane = 0; lane < LANES; lane += LENGTH) {
      LongVector o0 = LongVector.fromArray(SPECIES, opened, o + product.opened[0] * LANES + lane);
      LongVector o1 = LongVector.fromArray(SPECIES, opened, o + product.opened[1] * LANES + lane);
      LongVector with0 = LongVector.fromArray(SPECIES, masks, a + leaves[1] * LANES + lane);
      LongVector with1 = LongVector.fromArray(SPECIES, masks, a + leaves[2] * LANES + lane);
      LongVector both = LongVector.fromArray(SPECIES, products, p + leaves[3] * LANES + lane);
      // The empty set's share is 1, the first party's.
      o0.and(LongVector.broadcast(SPECIES, own))
          .lanewise(XOR, with0)
          .and(o1)
          .lanewise(XOR, o0.and(with1))
          .lanewise(XOR, both)
          .intoArray(steps, lane);
      for (int set = 1; set < leaves.length / 4; set++) {
        boolean single = set < 3;
        LongVector none =
            LongVector.fromArray(
                SPECIES,
                single ? masks : products,
                (single ? a : p) + leaves[4 * set] * LANES + lane);
        with0 = LongVector.fromArray(SPECIES, products, p + leaves[4 * set + 1] * LANES + lane);
        with1 = LongVector.fromArray(SPECIES, products, p + leaves[4 * set + 2] * LANES + lane);
        both = LongVector.fromArray(SPECIES, products, p + leaves[4 * set + 3] * LANES + lane);
        o0.and(none)
            .lanewise(XOR, with0)
            .and(o1)
            .lanewise(XOR, o0.and(with1))
            .lanewise(XOR, both)
            .intoArray(steps, set * LANES + lane);
      }
    }
  }

  /** Opens the other variables, none to two, and adds the share of the product. */
  private void openRest(AndTables.Product product, long[] opened, int o, long[] next, int out) {
    for (int v = 2; v < product.opened.length; v++) {
      int bit = o + product.opened[v] * LANES;
      int sets = 1 << (product.opened.length - 1 - v);
      for (int lane = 0; lane < LANES; lane += LENGTH) {
        LongVector open = LongVector.fromArray(SPECIES, opened, bit + lane);
        for (int set = 0; set < sets; set++) {
          int pair = 2 * set * LANES + lane;
          LongVector.fromArray(SPECIES, steps, pair)
              .and(open)
              .lanewise(XOR, LongVector.fromArray(SPECIES, steps, pair + LANES))
              .intoArray(steps, set * LANES + lane);
        }
      }
    }
    for (int lane = 0; lane < LANES; lane += LENGTH) {
      LongVector.fromArray(SPECIES, next, out + lane)
          .lanewise(XOR, LongVector.fromArray(SPECIES, steps, lane))
          .intoArray(next, out + lane);
    }
  }

  @Override
  void dealAnd(
      AndTables level,
      HeapTensor masks0,
      HeapTensor masks1,
      HeapTensor products0,
      HeapTensor products1) {
    int maskWords = level.maskPlanes * LANES;
    int productWords = level.productPlanes * LANES;
    if (factors.length < maskWords + productWords) {
      factors = new long[maskWords + productWords];
    }
    for (int t = 0; t < masks0.size() / maskWords; t++) {
      int m0 = masks0.offset + t * maskWords;
      int m1 = masks1.offset + t * maskWords;
      for (int word = 0; word < maskWords; word += LENGTH) {
        LongVector.fromArray(SPECIES, masks0.words, m0 + word)
            .lanewise(XOR, LongVector.fromArray(SPECIES, masks1.words, m1 + word))
            .intoArray(factors, word);
      }
      int p0 = products0.offset + t * productWords;
      int p1 = products1.offset + t * productWords;
      for (int word = 0; word < productWords; word += LENGTH) {
        int lane = word % LANES;
        int left = level.left[word / LANES] * LANES + lane;
        int right = level.right[word / LANES] * LANES + lane;
        LongVector product =
            LongVector.fromArray(SPECIES, factors, left)
                .and(LongVector.fromArray(SPECIES, factors, right));
        product.intoArray(factors, maskWords + word);
        product
            .lanewise(XOR, LongVector.fromArray(SPECIES, products0.words, p0 + word))
            .intoArray(products1.words, p1 + word);
      }
    }
  }
}
