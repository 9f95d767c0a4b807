package org.ringbench.ring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.Function;

/**
 * Two backends side by side: the same tensors on both, the same calls to both, and then the same
 * words demanded of both.
 *
 * <p>Every tensor is a view in the middle of a larger one, at an even or at an odd word, whose
 * other words must stay as they were.
 */
final class Twins {
  /** What a ring's arithmetic most easily gets wrong. */
  private static final long[] EDGES = {
    0, 1, -1, 1L << 62, -1L << 62, Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE + 1, 0xFFFFFFFFL
  };

  private static final int AFTER = 13;

  /** The same tensor on both backends, and the larger ones that they lie in. */
  record Twin(
      RingTensor tested,
      RingTensor reference,
      int before,
      RingTensor testedWhole,
      RingTensor referenceWhole) {}

  /** A kernel call, given a backend and how to find its tensors. */
  interface Call {
    void on(RingBackend backend, Function<Twin, RingTensor> of);
  }

  private final RingBackend tested;
  private final RingBackend reference;
  private final Random random;

  Twins(RingBackend tested, RingBackend reference, long seed) {
    this.tested = tested;
    this.reference = reference;
    this.random = new Random(seed);
  }

  /** A tensor of random words, one in four on the ring's edges. */
  Twin words(Shape shape) {
    long[] words = new long[shape.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] = random.nextInt(4) == 0 ? EDGES[random.nextInt(EDGES.length)] : random.nextLong();
    }
    return twin(shape, words);
  }

  /** Random bit planes. */
  Twin planes(int elements, int planes) {
    Shape shape = BitPlanes.shape(elements, planes);
    return twin(shape, random.longs(shape.size()).toArray());
  }

  private Twin twin(Shape shape, long[] words) {
    int before = random.nextInt(3) == 0 ? 3 : 4;
    Shape outer = Shape.row(before + shape.size() + AFTER);
    long[] whole = random.longs(outer.size()).toArray();
    System.arraycopy(words, 0, whole, before, words.length);
    RingTensor testedWhole = tested.allocate(outer);
    RingTensor referenceWhole = reference.allocate(outer);
    tested.upload(whole, 0, testedWhole);
    reference.upload(whole, 0, referenceWhole);
    return new Twin(
        testedWhole.view(before, shape),
        referenceWhole.view(before, shape),
        before,
        testedWhole,
        referenceWhole);
  }

  void call(Call call) {
    call.on(tested, Twin::tested);
    call.on(reference, Twin::reference);
  }

  /** Demands equal words. */
  void assertSame(Twin... twins) {
    for (Twin twin : twins) {
      assertArrayEquals(words(reference, twin.referenceWhole), words(tested, twin.testedWhole));
    }
  }

  /** Demands equal bits of {@code elements} elements: padding may differ. */
  void assertSamePlanes(int elements, int planes, Twin twin) {
    long[] expected = words(reference, twin.reference);
    long[] actual = words(tested, twin.tested);
    assertEquals(expected.length, actual.length);
    for (int word = 0; word < expected.length; word++) {
      int tile = word / (planes * BitPlanes.LANES);
      int first = tile * BitPlanes.TILE + word % BitPlanes.LANES;
      int used = Math.clamp((elements - first + BitPlanes.LANES - 1) / BitPlanes.LANES, 0, 64);
      long mask = used == 0 ? 0 : -1L >>> (64 - used);
      assertEquals(expected[word] & mask, actual[word] & mask, "word " + word);
    }
    assertSurroundings(twin);
  }

  private void assertSurroundings(Twin twin) {
    long[] expected = words(reference, twin.referenceWhole);
    long[] actual = words(tested, twin.testedWhole);
    System.arraycopy(expected, twin.before, actual, twin.before, twin.tested.size());
    assertArrayEquals(expected, actual);
  }

  static long[] words(RingBackend backend, RingTensor tensor) {
    long[] words = new long[tensor.size()];
    backend.download(tensor, words, 0);
    return words;
  }
}
