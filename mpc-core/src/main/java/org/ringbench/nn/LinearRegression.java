package org.ringbench.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.ringbench.data.FloatTensor;
import org.ringbench.plan.Engine;
import org.ringbench.plan.Transpose;
import org.ringbench.ring.Shape;

/** y = x w + b with one output, as in CrypTen's two-worker example. Starts at zero. */
public final class LinearRegression extends Model {
  private static final Bounds BOUNDS = new Bounds(32, 32, 32, 128, 32);
  private final int features;

  /** A regression on that many features. */
  public LinearRegression(int features) {
    if (features < 1) {
      throw new IllegalArgumentException(features + " features: expected at least 1");
    }
    this.features = features;
  }

  @Override
  public String name() {
    return "linreg";
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public int outputs() {
    return 1;
  }

  @Override
  public SequencedMap<String, Shape> parameters() {
    SequencedMap<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("weight", new Shape(features, 1));
    shapes.put("bias", new Shape(1, 1));
    return shapes;
  }

  @Override
  Bounds bounds() {
    return BOUNDS;
  }

  @Override
  public Map<String, FloatTensor> initial(long seed) {
    Map<String, FloatTensor> zeros = new LinkedHashMap<>();
    parameters().forEach((name, shape) -> zeros.put(name, new FloatTensor(shape)));
    return zeros;
  }

  @Override
  <T> T forward(Engine<T> e, T x, Map<String, T> p) {
    return e.addRow(e.matmul(x, p.get("weight"), Transpose.NONE), p.get("bias"));
  }
}
