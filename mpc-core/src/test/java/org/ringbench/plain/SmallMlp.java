package org.ringbench.plain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.ringbench.data.FloatTensor;
import org.ringbench.plan.Op;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Plan.Node;
import org.ringbench.plan.PlanBuilder;
import org.ringbench.plan.Transpose;
import org.ringbench.ring.Shape;

/** A perceptron with ReLU and squared error, written by hand: gradients and update included. */
public final class SmallMlp {
  private final int[] widths;

  /** A network of these layer widths, the features first. */
  public SmallMlp(int... widths) {
    this.widths = widths;
  }

  /** One step of gradient descent on sum (o - y)^2 / batch; the output "error" is o - y. */
  public Plan training(int batch, double rate) {
    PlanBuilder plan = new PlanBuilder("mlp-training-" + batch);
    Node features = plan.input("x", Op.Kind.FEATURES, new Shape(batch, widths[0]), 4);
    int last = widths.length - 1;
    Node[] weights = new Node[last + 1];
    Node[] biases = new Node[last + 1];
    Node[] bits = new Node[last + 1];
    Node[] layers = forward(plan, features, weights, biases, bits);
    Node labels = plan.input("y", Op.Kind.LABELS, new Shape(batch, widths[last]), 1);
    Node error = plan.sub(layers[last], labels);
    plan.output("error", error);
    double factor = -2 * rate / batch;
    for (int i = last; i > 0; i--) {
      Node dw = plan.matmul(layers[i - 1], error, Transpose.LEFT);
      Node db = plan.sumRows(error);
      if (i > 1) {
        error = plan.select(bits[i - 1], plan.matmul(error, weights[i], Transpose.RIGHT));
      }
      plan.output("w" + i, plan.axpy(factor, dw, weights[i]));
      plan.output("b" + i, plan.axpy(factor, db, biases[i]));
    }
    return plan.build();
  }

  /** The network alone, to "o". */
  public Plan prediction(int batch) {
    PlanBuilder plan = new PlanBuilder("mlp-prediction-" + batch);
    Node features = plan.input("x", Op.Kind.FEATURES, new Shape(batch, widths[0]), 4);
    int count = widths.length;
    Node[] layers = forward(plan, features, new Node[count], new Node[count], new Node[count]);
    plan.output("o", layers[count - 1]);
    return plan.build();
  }

  /** Parameters like PyTorch's default: uniform within 1 / sqrt(inputs). */
  public Map<String, FloatTensor> parameters(long seed) {
    Random random = new Random(seed);
    Map<String, FloatTensor> parameters = new LinkedHashMap<>();
    for (int i = 1; i < widths.length; i++) {
      double bound = 1 / Math.sqrt(widths[i - 1]);
      parameters.put("w" + i, uniform(random, new Shape(widths[i - 1], widths[i]), bound));
      parameters.put("b" + i, uniform(random, Shape.row(widths[i]), bound));
    }
    return parameters;
  }

  private static FloatTensor uniform(Random random, Shape shape, double bound) {
    FloatTensor tensor = new FloatTensor(shape);
    for (int i = 0; i < tensor.values().length; i++) {
      tensor.values()[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
    return tensor;
  }

  private Node[] forward(
      PlanBuilder plan, Node features, Node[] weights, Node[] biases, Node[] bits) {
    Node[] layers = new Node[widths.length];
    layers[0] = features;
    for (int i = 1; i < widths.length; i++) {
      Shape shape = new Shape(widths[i - 1], widths[i]);
      weights[i] = plan.input("w" + i, Op.Kind.PARAMETER, shape, 2);
      biases[i] = plan.input("b" + i, Op.Kind.PARAMETER, Shape.row(widths[i]), 2);
      Node z = plan.addRow(plan.matmul(layers[i - 1], weights[i], Transpose.NONE), biases[i]);
      bits[i] = i < widths.length - 1 ? plan.sign(z) : null;
      layers[i] = bits[i] == null ? z : plan.select(bits[i], z);
    }
    return layers;
  }
}
