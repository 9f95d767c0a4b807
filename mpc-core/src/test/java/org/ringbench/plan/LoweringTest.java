package org.ringbench.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.nn.LinearRegression;
import org.ringbench.nn.Mlp;
import org.ringbench.nn.Sgd;
import org.ringbench.plan.Plan.Node;
import org.ringbench.plan.Schedule.Step;
import org.ringbench.ring.Shape;

class LoweringTest {
  private static final Plan MNIST = Mlp.mnist(Mlp.Activation.RELU).training(64, new Sgd(0.02));

  @Test
  void theMnistStepTakes18RoundsAnd9Openings() {
    Schedule schedule = Lowering.lower(MNIST, Setting.of(16));
    assertEquals(18, schedule.rounds());
    assertEquals(0, schedule.reducedBits());
    // Features, three weights, two activations, and the errors of all three layers: each once.
    assertEquals(9, schedule.steps(Step.Open.class).size());
    assertEquals(2, schedule.steps(Step.Compare.class).size());
    assertEquals(4, schedule.steps(Step.Select.class).size());
    // Three layers forward, two errors backward, six gradients.
    assertEquals(11, schedule.steps(Step.Truncate.class).size());
  }

  @Test
  void weightsAreOpenedInTheFirstRoundAndFeaturesByRow() {
    Schedule schedule = Lowering.lower(MNIST, Setting.of(16));
    List<Step.Open> first =
        schedule.steps(Step.Open.class).stream().filter(o -> o.round() == 1).toList();
    assertEquals(4, first.size());
    assertEquals(1, first.stream().filter(Step.Open::rows).count());
  }

  @Test
  void theSgdFactorIs41OverTwoToThe16AndJoinsTheTruncation() {
    Schedule schedule = Lowering.lower(MNIST, Setting.of(16));
    List<Step.Truncate> gradients =
        schedule.steps(Step.Truncate.class).stream().filter(t -> t.shift() == 32).toList();
    assertEquals(3, gradients.size());
    gradients.forEach(t -> assertEquals(-41, t.products().getFirst().factor()));
  }

  @Test
  void deadCodeIsNeitherPlannedNorLowered() {
    PlanBuilder b = new PlanBuilder("dead");
    Node x = b.input("x", Op.Kind.PARAMETER, Shape.row(4), 1);
    b.square(b.square(x));
    b.output("y", b.add(x, x));
    Plan plan = b.build();
    assertEquals(3, plan.nodes().size(), "plaintext engines would compute the squares");
    Schedule schedule = Lowering.lower(plan, Setting.of(16));
    assertEquals(0, schedule.rounds());
    assertEquals(1, schedule.steps().size());
  }

  @Test
  void aValueUsedTwiceIsOpenedOnce() {
    PlanBuilder b = new PlanBuilder("twice");
    Node x = b.input("x", Op.Kind.PARAMETER, new Shape(4, 4), 1);
    b.output("y", b.matmul(x, x, Transpose.LEFT));
    b.output("z", b.hadamard(x, x));
    Schedule schedule = Lowering.lower(b.build(), Setting.of(16));
    assertEquals(1, schedule.steps(Step.Open.class).size());
    assertEquals(2, schedule.rounds());
  }

  @Test
  void aSumOfSquaresIsOneInnerProduct() {
    Schedule schedule = Lowering.lower(new LinearRegression(8).loss(512), Setting.of(24));
    Step.Truncate last = schedule.steps(Step.Truncate.class).getLast();
    assertEquals(Schedule.ProductKind.INNER, last.products().getFirst().kind());
    assertTrue(schedule.reducedBits() > 0, "a sum of squares at 2^48 would overflow");
  }

  @ParameterizedTest
  @CsvSource({"0.000625, 41, 16", "0.5, 1, 1", "-0.25, -1, 2", "3, 3, 0", "0.0001953125, 205, 20"})
  void factorsTakeTheSmallestOddMultiplierWithinTwoPerMille(
      double factor, long multiplier, int shift) {
    double wanted = multiplier == 205 ? 0.1 / 512 : factor;
    Factor found = Factor.of(wanted);
    assertEquals(multiplier, found.multiplier());
    assertEquals(shift, found.shift());
    assertEquals(
        wanted, Math.scalb((double) found.multiplier(), -found.shift()), 0.002 * Math.abs(wanted));
  }

  @Test
  void regressionAt24BitsReducesTheErrorsBits() {
    Plan plan = new LinearRegression(64).training(512, new Sgd(0.05, 0.9));
    assertEquals(0, Lowering.lower(plan, Setting.of(12)).reducedBits());
    assertTrue(Lowering.lower(plan, Setting.of(24)).reducedBits() > 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 12, 16, 20, 24})
  void everyBenchmarkedPlanFits(int f) {
    for (int batch : new int[] {16, 64, 128, 512}) {
      for (Mlp.Activation activation : Mlp.Activation.values()) {
        Lowering.lower(Mlp.mnist(activation).training(batch, new Sgd(0.02)), Setting.of(f));
        Lowering.lower(Mlp.mnist(activation).loss(batch), Setting.of(f));
      }
      LinearRegression regression = new LinearRegression(64);
      Lowering.lower(regression.training(batch, new Sgd(0.05, 0.9)), Setting.of(f));
      Lowering.lower(regression.loss(batch), Setting.of(f));
    }
  }

  @Test
  void tooManyFractionBitsNameTheSumAndTheMostThatFit() {
    RangeException e =
        assertThrows(RangeException.class, () -> Lowering.lower(MNIST, Setting.of(31)));
    assertTrue(e.getMessage().contains("31 fraction bits do not fit"), e.getMessage());
    assertTrue(e.getMessage().matches(".*at most 2\\d fit"), e.getMessage());
    assertThrows(RangeException.class, () -> Setting.of(0));
    assertThrows(RangeException.class, () -> Setting.of(62));
  }

  @Test
  void aRateThatCannotBeRepresentedIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Sgd(0));
    assertThrows(IllegalArgumentException.class, () -> new Sgd(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> new Sgd(1e-18));
    assertThrows(IllegalArgumentException.class, () -> Factor.of(1e-18));
    assertThrows(IllegalArgumentException.class, () -> Factor.of(1000.5));
  }

  @Test
  void plansWithOtherNumbersHaveOtherHashes() {
    Plan same = Mlp.mnist(Mlp.Activation.RELU).training(64, new Sgd(0.02));
    Plan other = Mlp.mnist(Mlp.Activation.RELU).training(64, new Sgd(0.03));
    assertEquals(MNIST.hash(), same.hash());
    assertNotEquals(MNIST.hash(), other.hash());
  }

  @Test
  void shapesThatDoNotFitAreRefusedWhereTheyMeet() {
    PlanBuilder b = new PlanBuilder("misfit");
    Node x = b.input("x", Op.Kind.PARAMETER, new Shape(2, 3), 1);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> b.matmul(x, x, Transpose.NONE));
    assertTrue(e.getMessage().contains("2 x 3"), e.getMessage());
  }
}
