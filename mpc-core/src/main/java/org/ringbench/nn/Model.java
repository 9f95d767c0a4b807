package org.ringbench.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.ringbench.data.FloatTensor;
import org.ringbench.plan.Engine;
import org.ringbench.plan.Gradients;
import org.ringbench.plan.Op;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Plan.Node;
import org.ringbench.plan.PlanBuilder;
import org.ringbench.ring.Shape;

/**
 * A model with squared-error loss, written once as operations of an {@link Engine}; it knows
 * nothing of shares.
 *
 * <p>The loss is the sum of the squared errors of a batch divided by the batch's rows. A plan's
 * inputs are named {@code features} (batch x {@link #features}), {@code labels} (batch x {@link
 * #outputs}) and as the parameters.
 */
public abstract class Model {
  /** The name of the features' input. */
  public static final String FEATURES = "features";

  /** The name of the labels' input. */
  public static final String LABELS = "labels";

  /** The name of the forward plan's output. */
  public static final String PREDICTION = "prediction";

  /** The name of the loss plan's output: the sum of the squared errors. */
  public static final String LOSS = "loss";

  /** The model's name, such as mlp. */
  public abstract String name();

  /** Columns of a row of features. */
  public abstract int features();

  /** Columns of a row of labels. */
  public abstract int outputs();

  /** The parameters' shapes by name, in order. */
  public abstract SequencedMap<String, Shape> parameters();

  /** Declared bounds on magnitudes. */
  abstract Bounds bounds();

  /** What a feature must stay below in size for the plan to hold. */
  public final double largestFeature() {
    return bounds().features();
  }

  /** What a label must stay below in size for the plan to hold. */
  public final double largestLabel() {
    return bounds().labels();
  }

  /** Initial parameters, the same for the same seed on every machine. */
  public abstract Map<String, FloatTensor> initial(long seed);

  /** The model's predictions for a batch of rows. */
  abstract <T> T forward(Engine<T> engine, T features, Map<String, T> parameters);

  /**
   * Magnitudes by which lowering plans the ring's bits. They are a plan, not a check: that no sum
   * leaves the ring is for the oracle's float64 shadow to see, on public data.
   *
   * @param features of an input
   * @param labels of a label
   * @param parameter of a weight or bias
   * @param error of prediction minus label
   * @param gradientPerRow of a gradient's element, for each row of the batch
   */
  record Bounds(
      double features, double labels, double parameter, double error, double gradientPerRow) {}

  /** The parameters at the start, with zero velocities where the optimiser keeps any. */
  public final Map<String, FloatTensor> initialState(long seed, Sgd sgd) {
    Map<String, FloatTensor> state = new LinkedHashMap<>(initial(seed));
    if (sgd.hasMomentum()) {
      parameters().forEach((name, shape) -> state.put(Sgd.velocity(name), new FloatTensor(shape)));
    }
    return state;
  }

  /** One step of training on a batch: outputs replace the parameters. The loss is no output. */
  public final Plan training(int batch, Sgd sgd) {
    PlanBuilder b = new PlanBuilder(name() + " training, batch " + batch);
    Map<String, Node> parameters = new LinkedHashMap<>();
    Node error = error(b, batch, parameters);
    Node loss = b.scale(b.sum(b.square(error)), 1.0 / batch);
    Map<Node, Gradients.Gradient> gradients =
        Gradients.of(
            b, loss, new ArrayList<>(parameters.values()), bounds().gradientPerRow() * batch);
    sgd.update(b, parameters, gradients);
    return b.build();
  }

  /** The predictions for a batch. */
  public final Plan forward(int batch) {
    PlanBuilder b = new PlanBuilder(name() + " forward, batch " + batch);
    b.output(PREDICTION, forward(b, batch, new LinkedHashMap<>()));
    return b.build();
  }

  /**
   * The sum of the squared errors of a batch. Revealing it is a choice: each loss says something
   * about the data.
   */
  public final Plan loss(int batch) {
    PlanBuilder b = new PlanBuilder(name() + " loss, batch " + batch);
    Node error = error(b, batch, new LinkedHashMap<>());
    b.output(LOSS, b.sum(b.square(b.reduced(error))));
    return b.build();
  }

  private Node error(PlanBuilder b, int batch, Map<String, Node> parameters) {
    Node prediction = forward(b, batch, parameters);
    Node labels = b.input(LABELS, Op.Kind.LABELS, new Shape(batch, outputs()), bounds().labels());
    return b.bounded(b.sub(prediction, labels), bounds().error());
  }

  private Node forward(PlanBuilder b, int batch, Map<String, Node> parameters) {
    Shape rows = new Shape(batch, features());
    Node x = b.input(FEATURES, Op.Kind.FEATURES, rows, bounds().features());
    parameters()
        .forEach(
            (name, shape) ->
                parameters.put(
                    name, b.input(name, Op.Kind.PARAMETER, shape, bounds().parameter())));
    return forward(b, x, parameters);
  }
}
