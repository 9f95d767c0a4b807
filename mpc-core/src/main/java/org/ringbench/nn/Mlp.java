package org.ringbench.nn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import org.ringbench.data.FloatTensor;
import org.ringbench.plan.Engine;
import org.ringbench.plan.Transpose;
import org.ringbench.ring.Shape;

/**
 * A multilayer perceptron: affine layers with an activation between them, none behind the last.
 * PySyft's MNIST example is 784-128-64-10 with ReLU.
 */
public final class Mlp extends Model {
  private static final Bounds RELU = new Bounds(8, 2, 32, 64, 16);

  /** Two squarings in a row must stay below 2^14 to fit at 24 fractional bits. */
  private static final Bounds SQUARE = new Bounds(8, 2, 32, 64, 64);

  /** The nonlinearity between layers. */
  public enum Activation {
    /** max(x, 0): a comparison. */
    RELU,
    /** x^2: one more product, no comparison. */
    SQUARE
  }

  private final List<Integer> layers;
  private final Activation activation;

  /** A perceptron with these layer widths, the features first and the outputs last. */
  public Mlp(Activation activation, int... layers) {
    if (layers.length < 2) {
      throw new IllegalArgumentException(layers.length + " layer widths: expected at least 2");
    }
    this.layers = Arrays.stream(layers).boxed().toList();
    this.activation = activation;
  }

  /** PySyft's MNIST network, 784-128-64-10. */
  public static Mlp mnist(Activation activation) {
    return new Mlp(activation, 784, 128, 64, 10);
  }

  @Override
  public String name() {
    return activation == Activation.RELU ? "mlp" : "mlp-square";
  }

  @Override
  public int features() {
    return layers.getFirst();
  }

  @Override
  public int outputs() {
    return layers.getLast();
  }

  @Override
  public SequencedMap<String, Shape> parameters() {
    SequencedMap<String, Shape> shapes = new LinkedHashMap<>();
    for (int i = 1; i < layers.size(); i++) {
      shapes.put("weight" + i, new Shape(layers.get(i - 1), layers.get(i)));
      shapes.put("bias" + i, Shape.row(layers.get(i)));
    }
    return shapes;
  }

  @Override
  Bounds bounds() {
    return activation == Activation.RELU ? RELU : SQUARE;
  }

  /** PyTorch's default: uniform within +-1 / sqrt(inputs of the layer). */
  @Override
  public Map<String, FloatTensor> initial(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, FloatTensor> values = new LinkedHashMap<>();
    int layer = 0;
    for (var parameter : parameters().entrySet()) {
      double bound = 1 / Math.sqrt(layers.get(layer++ / 2));
      FloatTensor tensor = new FloatTensor(parameter.getValue());
      for (int i = 0; i < tensor.values().length; i++) {
        tensor.values()[i] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
      values.put(parameter.getKey(), tensor);
    }
    return values;
  }

  @Override
  <T> T forward(Engine<T> e, T x, Map<String, T> p) {
    T h = x;
    for (int i = 1; i < layers.size(); i++) {
      T z = e.matmul(h, p.get("weight" + i), Transpose.NONE);
      boolean last = i == layers.size() - 1;
      // The bound of what a squaring may give is the square of what goes in.
      double bound = activation == Activation.SQUARE ? 64 : 256;
      z = e.bounded(e.addRow(z, p.get("bias" + i)), bound);
      h = last ? z : activate(e, z);
    }
    return h;
  }

  private <T> T activate(Engine<T> e, T z) {
    return switch (activation) {
      case RELU -> e.select(e.sign(z), z);
      case SQUARE -> e.square(z);
    };
  }
}
