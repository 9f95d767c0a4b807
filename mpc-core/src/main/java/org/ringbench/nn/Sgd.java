package org.ringbench.nn;

import java.util.List;
import java.util.Map;
import org.ringbench.plan.Gradients.Gradient;
import org.ringbench.plan.Op;
import org.ringbench.plan.Plan.Node;
import org.ringbench.plan.PlanBuilder;

/**
 * Stochastic gradient descent: W' = W - rate * dW, or with momentum u' = momentum * u + rate * dW
 * and W' = W - u' (u is the rate times PyTorch's velocity).
 */
public record Sgd(double rate, double momentum) {
  /** What the elements of u are planned to stay below. */
  private static final double VELOCITY = 8;

  private static final double SMALLEST_RATE = 1e-7;
  private static final double LARGEST_RATE = 256;

  /** Refuses rates and momenta outside of their ranges. */
  public Sgd {
    if (!(rate >= SMALLEST_RATE && rate <= LARGEST_RATE)) {
      throw new IllegalArgumentException(
          "learning rate %s: expected %s to %s, what fixed point can represent for any batch"
              .formatted(rate, SMALLEST_RATE, LARGEST_RATE));
    }
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum " + momentum + ": expected 0 to below 1");
    }
  }

  /** Without momentum. */
  public Sgd(double rate) {
    this(rate, 0);
  }

  /** The name of the velocity of a parameter. */
  static String velocity(String parameter) {
    return "velocity." + parameter;
  }

  boolean hasMomentum() {
    return momentum > 0;
  }

  /** Appends the update of every parameter and makes it the output of the same name. */
  void update(PlanBuilder b, Map<String, Node> parameters, Map<Node, Gradient> gradients) {
    List.copyOf(parameters.entrySet())
        .forEach(p -> update(b, p.getKey(), p.getValue(), gradients.get(p.getValue())));
  }

  private void update(PlanBuilder b, String name, Node w, Gradient g) {
    double factor = rate * g.factor();
    if (!hasMomentum()) {
      b.output(name, b.axpy(-factor, g.value(), w));
      return;
    }
    Node u = b.input(velocity(name), Op.Kind.PARAMETER, w.shape(), VELOCITY);
    Node next = b.bounded(b.axpy(factor, g.value(), b.scale(u, momentum)), VELOCITY);
    b.output(velocity(name), next);
    b.output(name, b.sub(w, next));
  }
}
