package org.ringbench.ring;

import java.util.Random;

/** A dealer and both parties of one comparison, on one backend. */
final class ComparisonRun {
  private final RingBackend backend;
  private final ComparisonLayout layout;
  private final Random random;

  ComparisonRun(RingBackend backend, ComparisonLayout layout, long seed) {
    this.backend = backend;
    this.layout = layout;
    this.random = new Random(seed);
  }

  /** Bit {@code e % 512 / 8} of word {@code e / 512 * 8 + e % 8}: is z = c - 2^p - r >= 0? */
  long[] signs(long[] c, long[] r) {
    int n = c.length;
    RingTensor opened = upload(Shape.row(n), c);
    RingTensor mask = upload(Shape.row(n), r);
    RingTensor[] dealt = {randomPlanes(n, layout.dealtPlanes()), planes(n, layout.dealtPlanes())};
    backend.dealComparison(layout, mask, dealt[0], dealt[1]);

    RingTensor[] pairs = new RingTensor[2];
    for (int party = 0; party < 2; party++) {
      pairs[party] = planes(n, 2 * layout.chunks());
      backend.compareChunks(layout, opened, dealt[party], party == 0, pairs[party]);
    }
    for (AndLevel level : layout.levels()) {
      pairs = level(level, n, pairs);
    }
    RingTensor[] bits = {planes(n, 1), planes(n, 1)};
    for (int party = 0; party < 2; party++) {
      backend.signBit(layout, opened, dealt[party], pairs[party], party == 0, bits[party]);
    }
    backend.xor(bits[0], bits[1], bits[0]);
    return Twins.words(backend, bits[0]);
  }

  private RingTensor[] level(AndLevel level, int n, RingTensor[] pairs) {
    RingTensor[] masks = {randomPlanes(n, level.maskPlanes()), randomPlanes(n, level.maskPlanes())};
    RingTensor[] products = {
      randomPlanes(n, level.productPlanes()), planes(n, level.productPlanes())
    };
    backend.dealAnd(level, masks[0], masks[1], products[0], products[1]);
    RingTensor[] shares = {planes(n, level.maskPlanes()), planes(n, level.maskPlanes())};
    for (int party = 0; party < 2; party++) {
      backend.andMask(level, pairs[party], masks[party], shares[party]);
    }
    RingTensor opened = planes(n, level.maskPlanes());
    backend.xor(shares[0], shares[1], opened);
    RingTensor[] next = new RingTensor[2];
    for (int party = 0; party < 2; party++) {
      next[party] = planes(n, 2 * level.groups());
      backend.andCombine(
          level, pairs[party], opened, masks[party], products[party], party == 0, next[party]);
    }
    return next;
  }

  private RingTensor planes(int elements, int planes) {
    return backend.allocate(BitPlanes.shape(elements, planes));
  }

  private RingTensor randomPlanes(int elements, int planes) {
    Shape shape = BitPlanes.shape(elements, planes);
    return upload(shape, random.longs(shape.size()).toArray());
  }

  private RingTensor upload(Shape shape, long[] words) {
    RingTensor tensor = backend.allocate(shape);
    backend.upload(words, 0, tensor);
    return tensor;
  }

  /** The bit of element {@code e} in the words of one plane. */
  static boolean bit(long[] plane, int e) {
    int word = e / BitPlanes.TILE * BitPlanes.LANES + e % BitPlanes.LANES;
    return (plane[word] >>> (e % BitPlanes.TILE / BitPlanes.LANES) & 1) == 1;
  }
}
