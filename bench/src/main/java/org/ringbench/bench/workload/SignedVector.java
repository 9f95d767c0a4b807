package org.ringbench.bench.workload;

import java.util.SplittableRandom;
import org.ringbench.data.FloatTensor;
import org.ringbench.plan.Setting;
import org.ringbench.ring.FixedPoint;
import org.ringbench.ring.Shape;

/** Numbers of both signs, with 0 and what lies next to it among them. */
final class SignedVector {
  /** The input's name in plans. */
  static final String NAME = "x";

  /** What all elements stay below in size. */
  static final double MAGNITUDE = 256;

  private static final long SEED = 1;

  private SignedVector() {}

  /** A row of that many elements. */
  static FloatTensor of(int elements) {
    FloatTensor x = new FloatTensor(Shape.row(elements));
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < elements; i++) {
      x.values()[i] = (float) random.nextDouble(-MAGNITUDE, MAGNITUDE);
    }
    float[] edges = {0, 1e-5f, -1e-5f};
    System.arraycopy(edges, 0, x.values(), 0, Math.min(edges.length, elements));
    return x;
  }

  /** The ring elements of its elements. */
  static long[] words(FloatTensor x, Setting setting) {
    return FixedPoint.encode(x.values(), setting.fractionBits(), setting.ringBits());
  }
}
