package org.ringbench.bench.workload;

import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.plan.Plan;

/** A matrix product in floats, from and to an engine's own memory. */
final class PlainProduct<T> implements Workload {
  private static final int COUNTED = 3;

  /** The relative error of one rounding to the nearest float. */
  private static final double UNIT = 0x1p-24;

  private final ProductShape shape;
  private final Baseline<T> baseline;
  private final Plan plan;
  private final Map<String, T> inputs;
  private final double[] expected;
  private final double[] sizes; // the sums of the summands' sizes
  private T product;

  PlainProduct(ProductShape shape, FloatTensor x, FloatTensor y, Baseline<T> baseline) {
    this.shape = shape;
    this.baseline = baseline;
    plan = BeaverProduct.plan(shape);
    inputs =
        Map.of(
            BeaverProduct.LEFT,
            baseline.engine().load(x),
            BeaverProduct.RIGHT,
            baseline.engine().load(y));
    expected = shape.multiply(x.values(), y.values(), false);
    sizes = shape.multiply(x.values(), y.values(), true);
    Workload.checkFirst(this);
  }

  @Override
  public void run() {
    baseline.engine().begin(plan);
    product = plan.run(baseline.engine(), inputs::get).get(BeaverProduct.OUTPUT);
    baseline.finish().run();
  }

  @Override
  public Tally count() {
    long allocated = Allocation.each(COUNTED, this::run);
    return Tally.local(baseline.engine().threads(), shape.multiplyAdds(), allocated);
  }

  /** However the sums are ordered, k roundings of them bound the error. */
  @Override
  public void check() {
    float[] actual = baseline.engine().read(product).values();
    for (int i = 0; i < expected.length; i++) {
      double tolerance = 1.01 * shape.k() * UNIT * sizes[i];
      if (!(Math.abs(actual[i] - expected[i]) <= tolerance)) { // so that NaN is too far
        throw new WrongAnswerException(
            "element %d of the product is %s: expected %s"
                .formatted(i, actual[i], (float) expected[i]));
      }
    }
  }

  @Override
  public void close() {
    baseline.engine().close();
  }
}
