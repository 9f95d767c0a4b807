package org.ringbench.bench.workload;

import java.util.Map;
import java.util.SplittableRandom;
import org.ringbench.bench.results.Names;
import org.ringbench.data.FloatTensor;
import org.ringbench.plan.Lowering;
import org.ringbench.plan.Op;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Plan.Node;
import org.ringbench.plan.PlanBuilder;
import org.ringbench.plan.Setting;
import org.ringbench.plan.Transpose;
import org.ringbench.protocol.Program;
import org.ringbench.ring.FixedPoint;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingBackends;
import org.ringbench.ring.Shape;

/**
 * The product of two shared matrices: both are opened under fresh masks, multiplied, and truncated
 * back to their own precision. On a plaintext engine, the product of the same matrices in floats.
 *
 * @param shape of the product
 * @param engine as the results file names it: encrypted, or one in floats
 * @param phase of an encrypted product
 * @param setting of an encrypted product
 * @param backend of the ring
 * @param threads of a plaintext engine; 0 stands for all cores
 */
public record BeaverProduct(
    ProductShape shape, String engine, Phase phase, Setting setting, String backend, int threads) {
  static final String LEFT = "x";
  static final String RIGHT = "y";
  static final String OUTPUT = "z";
  private static final double MAGNITUDE = 1;
  private static final long SEED = 1;

  /** The product as plaintext engines see it. */
  public static Plan plan(ProductShape shape) {
    PlanBuilder b = new PlanBuilder("product of " + shape.left() + " and " + shape.right());
    Node x = b.input(LEFT, Op.Kind.PARAMETER, shape.left(), MAGNITUDE);
    Node y = b.input(RIGHT, Op.Kind.PARAMETER, shape.right(), MAGNITUDE);
    b.output(OUTPUT, b.matmul(x, y, Transpose.NONE));
    return b.build();
  }

  /**
   * The product in fixed point.
   *
   * @throws org.ringbench.plan.RangeException if the ring cannot hold its sums
   */
  public static Program program(ProductShape shape, Setting setting) {
    return Program.of(Lowering.lower(plan(shape), setting));
  }

  /**
   * Gets everything ready and checks the first product.
   *
   * @throws WrongAnswerException if it is wrong
   */
  public Workload open() {
    FloatTensor x = random(shape.left(), SEED);
    FloatTensor y = random(shape.right(), SEED + 1);
    return engine.equals(Names.ENCRYPTED)
        ? encrypted(x, y, RingBackends.provider(backend))
        : plain(x, y, Baseline.of(engine, threads));
  }

  /** Numbers within the magnitude. */
  static FloatTensor random(Shape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FloatTensor tensor = new FloatTensor(shape);
    for (int i = 0; i < tensor.values().length; i++) {
      tensor.values()[i] = (float) random.nextDouble(-MAGNITUDE, MAGNITUDE);
    }
    return tensor;
  }

  private <T> Workload plain(FloatTensor x, FloatTensor y, Baseline<T> baseline) {
    return new PlainProduct<>(shape, x, y, baseline);
  }

  /** The encrypted product on a backend. */
  Workload encrypted(FloatTensor x, FloatTensor y, RingBackendProvider provider) {
    Program program = program(shape, setting);
    long[] exact = shape.multiply(words(x), words(y));
    return new EncryptedKernel(
        program,
        Map.of(LEFT, x, RIGHT, y),
        provider,
        phase,
        session ->
            requireRounded(exact, setting.fractionBits(), session.revealWords(program, OUTPUT)));
  }

  private long[] words(FloatTensor x) {
    return FixedPoint.encode(x.values(), setting.fractionBits(), setting.ringBits());
  }

  /**
   * Stochastic rounding goes to one of the two neighbours, and leaves alone what is on the grid.
   */
  static void requireRounded(long[] exact, int shift, long[] actual) {
    for (int i = 0; i < exact.length; i++) {
      long floor = exact[i] >> shift;
      long ceiling = floor + ((exact[i] & ((1L << shift) - 1)) == 0 ? 0 : 1);
      if (actual[i] != floor && actual[i] != ceiling) {
        throw new WrongAnswerException("element %d of the product is wrong".formatted(i));
      }
    }
  }
}
