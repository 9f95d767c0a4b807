package org.ringbench.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ringbench.plan.Gradients.Gradient;
import org.ringbench.plan.Plan.Node;
import org.ringbench.ring.Shape;

/** Gradients against differences of the loss, in double precision. */
class GradientsTest {
  private final PlanBuilder b = new PlanBuilder("gradients");
  private final Map<String, double[][]> inputs = new LinkedHashMap<>();
  private final Random random = new Random(5);

  private Node input(String name, int rows, int cols) {
    double[][] values = new double[rows][cols];
    for (double[] row : values) {
      for (int c = 0; c < cols; c++) {
        row[c] = random.nextGaussian();
      }
    }
    inputs.put(name, values);
    return b.input(name, Op.Kind.PARAMETER, new Shape(rows, cols), 10);
  }

  private void check(Node error, List<Node> parameters, List<String> names) {
    Node loss = b.scale(b.sum(b.square(error)), 0.25);
    Map<Node, Gradient> gradients = Gradients.of(b, loss, parameters, 100);
    b.output("loss", loss);
    for (int i = 0; i < names.size(); i++) {
      b.output("d" + names.get(i), gradients.get(parameters.get(i)).value());
    }
    Plan plan = b.build();
    Map<String, double[][]> outputs = plan.run(new DoubleEngine(), inputs::get);
    for (int i = 0; i < names.size(); i++) {
      double factor = gradients.get(parameters.get(i)).factor();
      double[][] gradient = outputs.get("d" + names.get(i));
      double[][] x = inputs.get(names.get(i));
      for (int r = 0; r < x.length; r++) {
        for (int c = 0; c < x[r].length; c++) {
          double there = x[r][c];
          x[r][c] = there + 1e-5;
          double above = loss(plan);
          x[r][c] = there - 1e-5;
          double below = loss(plan);
          x[r][c] = there;
          assertEquals((above - below) / 2e-5, factor * gradient[r][c], 1e-4, names.get(i));
        }
      }
    }
  }

  private double loss(Plan plan) {
    return plan.run(new DoubleEngine(), new HashMap<>(inputs)::get).get("loss")[0][0];
  }

  @Test
  void aPerceptronOfEveryOperation() {
    Node x = input("x", 5, 4);
    Node w = input("w", 4, 3);
    Node v = input("v", 2, 3);
    Node row = input("row", 1, 3);
    Node mask = input("mask", 5, 3);
    Node z = b.addRow(b.matmul(x, w, Transpose.NONE), row);
    Node h = b.select(b.sign(z), z);
    Node g = b.add(b.hadamard(h, mask), b.scale(b.square(z), 0.5));
    Node y = b.matmul(b.axpy(2, g, z), v, Transpose.RIGHT);
    Node target = input("target", 5, 2);
    check(b.sub(y, target), List.of(w, row, v, mask), List.of("w", "row", "v", "mask"));
  }

  @Test
  void transposedOperands() {
    Node x = input("x", 4, 5);
    Node w = input("w", 4, 3);
    check(b.matmul(x, w, Transpose.LEFT), List.of(w, x), List.of("w", "x"));
  }

  @Test
  void gradientsThatNobodyNeedsAreNotMade() {
    Node x = input("x", 5, 4);
    Node w = input("w", 4, 3);
    Node loss = b.sum(b.square(b.matmul(x, w, Transpose.NONE)));
    int before = b.nodes().size();
    Gradients.of(b, loss, List.of(w), 1);
    long products =
        b.nodes().stream().skip(before).filter(n -> n.op() instanceof Op.MatMul).count();
    assertEquals(1, products, "one product for w and none for x");
  }

  @Test
  void otherLossesAreRefused() {
    Node w = input("w", 4, 3);
    Node loss = b.sum(b.add(w, w));
    assertThrows(IllegalArgumentException.class, () -> Gradients.of(b, loss, List.of(w), 1));
    Node unrelated = input("u", 1, 1);
    assertThrows(
        IllegalArgumentException.class,
        () -> Gradients.of(b, b.sum(b.square(w)), List.of(unrelated), 1));
  }
}
