package org.ringbench.plain;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ringbench.data.FloatTensor;
import org.ringbench.plan.Op;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Plan.Node;

/**
 * Runs training plans on a plaintext engine and keeps the parameters between the steps.
 *
 * @param <T> a value of the engine
 */
public final class PlainTrainer<T> {
  private final PlainEngine<T> engine;
  private final Map<String, T> parameters = new LinkedHashMap<>();

  /** A trainer that starts from these parameters. */
  public PlainTrainer(PlainEngine<T> engine, Map<String, FloatTensor> parameters) {
    this.engine = engine;
    parameters.forEach((name, value) -> this.parameters.put(name, engine.load(value)));
  }

  /**
   * Runs a training plan on a batch and replaces every parameter that is among its outputs. Batches
   * of different sizes need plans of their own.
   *
   * @return all outputs, valid until the plan's next step but one
   * @throws IllegalArgumentException if an input is missing or has another shape than in the plan
   */
  public Map<String, T> step(Plan plan, T features, T labels) {
    Map<String, T> outputs = run(plan, features, labels);
    outputs.forEach((name, value) -> parameters.computeIfPresent(name, (_, _) -> value));
    return outputs;
  }

  /** Runs a plan that reads no labels on the current parameters, which stay as they are. */
  public Map<String, T> predict(Plan plan, T features) {
    return run(plan, features, null);
  }

  /** A copy of each parameter. */
  public Map<String, FloatTensor> parameters() {
    Map<String, FloatTensor> copies = new LinkedHashMap<>();
    parameters.forEach((name, value) -> copies.put(name, engine.read(value)));
    return copies;
  }

  private Map<String, T> run(Plan plan, T features, T labels) {
    engine.begin(plan);
    return plan.run(engine, name -> input(plan, name, features, labels));
  }

  private T input(Plan plan, String name, T features, T labels) {
    for (Node node : plan.nodes()) {
      if (node.op() instanceof Op.Input(String other, Op.Kind kind) && other.equals(name)) {
        T value =
            switch (kind) {
              case FEATURES -> features;
              case LABELS -> labels;
              case PARAMETER -> parameters.get(name);
            };
        return checked(node, value);
      }
    }
    throw new IllegalArgumentException("plan " + plan.name() + " has no input \"" + name + "\"");
  }

  private T checked(Node input, T value) {
    if (value == null || !engine.shapeOf(value).equals(input.shape())) {
      throw new IllegalArgumentException(
          "input \"%s\" is %s: expected shape %s"
              .formatted(
                  Plan.nameOf(input),
                  value == null ? "missing" : "of shape " + engine.shapeOf(value),
                  input.shape()));
    }
    return value;
  }
}
