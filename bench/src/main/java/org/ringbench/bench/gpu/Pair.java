package org.ringbench.bench.gpu;

import java.util.Random;
import java.util.function.Function;
import org.ringbench.ring.BitPlanes;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/**
 * Two backends side by side: the same tensors on both, the same calls to both, then the same words
 * demanded of both. Every tensor is a view within a larger one, whose other words must stay.
 */
final class Pair {
  /** What a ring's arithmetic most easily gets wrong. */
  private static final long[] EDGES = {
    0,
    1,
    -1,
    1L << 62,
    -1L << 62,
    Long.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE + 1,
    0xFFFFFFFFL,
    1L << 32
  };

  private static final int BEFORE = 3;
  private static final int AFTER = 13;

  /** The same tensor on both, and the larger ones that they lie in. */
  record Twin(
      RingTensor tested, RingTensor reference, RingTensor testedWhole, RingTensor referenceWhole) {}

  /** A call, given a backend and how to find its tensors. */
  interface Call {
    void on(RingBackend backend, Function<Twin, RingTensor> of);
  }

  private final RingBackend tested;
  private final RingBackend reference;
  private final Random random;

  Pair(RingBackend tested, RingBackend reference, long seed) {
    this.tested = tested;
    this.reference = reference;
    random = new Random(seed);
  }

  /** A tensor of random words, one in four on the ring's edges. */
  Twin words(Shape shape) {
    long[] words = new long[shape.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] = random.nextInt(4) == 0 ? EDGES[random.nextInt(EDGES.length)] : random.nextLong();
    }
    return twin(shape, words);
  }

  /** Random bit planes for {@code elements} elements. */
  Twin planes(int elements, int planes) {
    Shape shape = BitPlanes.shape(elements, planes);
    return twin(shape, random.longs(shape.size()).toArray());
  }

  private Twin twin(Shape shape, long[] words) {
    Shape outer = Shape.row(BEFORE + shape.size() + AFTER);
    long[] whole = random.longs(outer.size()).toArray();
    System.arraycopy(words, 0, whole, BEFORE, words.length);
    RingTensor testedWhole = tested.allocate(outer);
    RingTensor referenceWhole = reference.allocate(outer);
    tested.upload(whole, 0, testedWhole);
    reference.upload(whole, 0, referenceWhole);
    return new Twin(
        testedWhole.view(BEFORE, shape),
        referenceWhole.view(BEFORE, shape),
        testedWhole,
        referenceWhole);
  }

  void call(Call call) {
    call.on(tested, Twin::tested);
    call.on(reference, Twin::reference);
  }

  /**
   * Demands equal words.
   *
   * @throws MismatchException naming the first that differs
   */
  void same(String what, Twin... twins) {
    for (Twin twin : twins) {
      compare(what, words(reference, twin.referenceWhole), words(tested, twin.testedWhole));
    }
  }

  /** Demands equal bits of {@code elements} elements: the padding of the last tile may differ. */
  void samePlanes(String what, int elements, int planes, Twin twin) {
    long[] expected = words(reference, twin.referenceWhole);
    long[] actual = words(tested, twin.testedWhole);
    for (int word = 0; word < twin.tested.size(); word++) {
      int tile = word / (planes * BitPlanes.LANES);
      int first = tile * BitPlanes.TILE + word % BitPlanes.LANES;
      int used = Math.clamp(Math.ceilDiv(elements - first, BitPlanes.LANES), 0, Long.SIZE);
      long mask = used == 0 ? 0 : -1L >>> (Long.SIZE - used);
      expected[BEFORE + word] &= mask;
      actual[BEFORE + word] &= mask;
    }
    compare(what, expected, actual);
  }

  private static void compare(String what, long[] expected, long[] actual) {
    int wrong = 0;
    int first = -1;
    for (int i = 0; i < expected.length; i++) {
      if (expected[i] != actual[i]) {
        first = wrong++ == 0 ? i : first;
      }
    }
    if (wrong > 0) {
      boolean outside = first < BEFORE || first >= expected.length - AFTER;
      throw new MismatchException(
          "%s: %d of %d words differ, the first at %d%s: expected 0x%x, found 0x%x"
              .formatted(
                  what,
                  wrong,
                  expected.length - BEFORE - AFTER,
                  first - BEFORE,
                  outside ? " (outside of the tensor)" : "",
                  expected[first],
                  actual[first]));
    }
  }

  private static long[] words(RingBackend backend, RingTensor tensor) {
    long[] words = new long[tensor.size()];
    backend.download(tensor, words, 0);
    return words;
  }
}
