package org.ringbench.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.ringbench.ring.BitPlanes;
import org.ringbench.ring.JavaRingBackendProvider;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingTensor;
import org.ringbench.ring.Shape;

/** The same words on the java backend and in the interpreter's memory. */
final class KernelTwins {
  private static final long[] EDGES = {
    0, 1, -1, 1L << 62, -1L << 62, Long.MIN_VALUE, Long.MAX_VALUE, 0xFFFFFFFFL
  };

  /** The same tensor on both. */
  record Twin(DeviceTensor device, RingTensor java) {}

  final InterpretedKernels kernels;
  final RingBackend java = new JavaRingBackendProvider().create();
  private final Random random;

  KernelTwins(long seed) {
    kernels = new InterpretedKernels(seed);
    random = new Random(seed);
  }

  /** Random words, one in four on the ring's edges; off 16 bytes or not. */
  Twin words(Shape shape) {
    long[] words = new long[shape.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] = random.nextInt(4) == 0 ? EDGES[random.nextInt(EDGES.length)] : random.nextLong();
    }
    return twin(shape, random.nextInt(2), words);
  }

  /** Random bit planes. */
  Twin planes(int tiles, int planes) {
    Shape shape = new Shape(tiles, planes * BitPlanes.LANES);
    return twin(shape, random.nextInt(2), random.longs(shape.size()).toArray());
  }

  private Twin twin(Shape shape, int before, long[] words) {
    RingTensor tensor = java.allocate(shape);
    java.upload(words, 0, tensor);
    return new Twin(kernels.tensor(shape, before, words), tensor);
  }

  /** Demands equal words. */
  void assertSame(Twin twin) {
    assertSame(twin, -1L, 0, 1);
  }

  /** Demands equal bits of that many elements: padding may differ. */
  void assertSamePlanes(int elements, int planes, Twin twin) {
    assertSame(twin, 0, elements, planes);
  }

  private void assertSame(Twin twin, long mask, int elements, int planes) {
    long[] expected = new long[twin.java.size()];
    java.download(twin.java, expected, 0);
    long[] actual = kernels.words(twin.device);
    for (int word = 0; word < expected.length; word++) {
      long used = mask;
      if (mask == 0) {
        int tile = word / (planes * BitPlanes.LANES);
        int first = tile * BitPlanes.TILE + word % BitPlanes.LANES;
        int bits = Math.clamp((elements - first + BitPlanes.LANES - 1) / BitPlanes.LANES, 0, 64);
        used = bits == 0 ? 0 : -1L >>> (64 - bits);
      }
      assertEquals(expected[word] & used, actual[word] & used, "word " + word);
    }
  }
}
