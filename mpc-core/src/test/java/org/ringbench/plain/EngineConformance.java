package org.ringbench.plain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.data.FloatTensor;
import org.ringbench.plan.Op;
import org.ringbench.plan.Plan;
import org.ringbench.plan.Plan.Node;
import org.ringbench.plan.PlanBuilder;
import org.ringbench.plan.Transpose;
import org.ringbench.ring.Shape;

/**
 * What every plaintext engine must do: each operation against {@link ReferenceEngine}, with memory
 * of its own and with a plan's, on sizes about the edges of vectors, tiles and thread limits.
 *
 * @param <T> a value of the engine
 */
public abstract class EngineConformance<T> {
  /** Of the largest magnitude of a result: floats summed in another order. */
  private static final double TOLERANCE = 2e-6;

  private PlainEngine<T> engine;

  /** A new engine; the suite closes it. */
  protected abstract PlainEngine<T> create();

  @BeforeEach
  final void open() {
    engine = create();
  }

  @AfterEach
  final void close() {
    engine.close();
  }

  /** A program over the inputs x and y. */
  interface Program {
    /** Records it and gives its result. */
    Node record(PlanBuilder plan, Node x, Node y);
  }

  private static Stream<Named<Program>> operations() {
    return Stream.of(
        Named.of("add", (p, x, y) -> p.add(x, y)),
        Named.of("sub", (p, x, y) -> p.sub(x, y)),
        Named.of("hadamard", (p, x, y) -> p.hadamard(x, y)),
        Named.of("square", (p, x, _) -> p.square(x)),
        Named.of("sign", (p, x, _) -> p.sign(x)),
        Named.of("select", (p, x, y) -> p.select(p.sign(x), y)),
        Named.of("scale", (p, x, _) -> p.scale(x, -0.625)),
        Named.of("axpy", (p, x, y) -> p.axpy(-0.3, x, y)),
        Named.of("sumRows", (p, x, _) -> p.sumRows(x)),
        Named.of("sum", (p, x, _) -> p.sum(x)),
        Named.of("addRow", (p, x, y) -> p.addRow(x, p.sumRows(y))),
        Named.of("bounded", (p, x, y) -> p.add(p.bounded(p.scale(y, 2), 8), x)),
        Named.of("reduced", (p, x, y) -> p.add(p.reduced(p.square(x)), y)));
  }

  static Stream<Arguments> elements() {
    return operations()
        .flatMap(
            operation ->
                Stream.of("1x1", "1x7", "16x1", "3x5", "9x33", "64x10", "64x128", "301x130")
                    .map(shape -> Arguments.of(operation, shape)));
  }

  @ParameterizedTest
  @MethodSource
  final void elements(Program operation, String size) {
    String[] sides = size.split("x", -1);
    Shape shape = new Shape(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    check(operation, random(shape, 1), random(shape, 2));
  }

  static Stream<Arguments> products() {
    int[][] sizes = {
      {1, 1, 1},
      {1, 9, 1},
      {5, 7, 3},
      {8, 16, 32},
      {9, 17, 33},
      {4, 5, 48},
      {7, 40, 70},
      {16, 1, 31},
      {100, 64, 1},
      {1, 64, 100},
      {64, 10, 64},
      {64, 784, 128},
      {130, 65, 97},
      {784, 3, 130}
    };
    return Stream.of(Transpose.values())
        .flatMap(t -> Stream.of(sizes).map(mkn -> Arguments.of(t, mkn[0], mkn[1], mkn[2])));
  }

  @ParameterizedTest
  @MethodSource
  final void products(Transpose t, int m, int k, int n) {
    Shape left = new Shape(m, k);
    Shape right = new Shape(k, n);
    FloatTensor x = random(t.left() ? left.transposed() : left, 3);
    FloatTensor y = random(t.right() ? right.transposed() : right, 4);
    check((plan, a, b) -> plan.matmul(a, b, t), x, y);
  }

  @Test
  final void signAtZero() {
    float least = -Float.MIN_NORMAL;
    FloatTensor x = new FloatTensor(Shape.row(6), new float[] {0, -0f, 1e-30f, least, -1, 1});
    FloatTensor bits = engine.read(engine.sign(engine.load(x)));
    assertArrayEquals(new float[] {1, 1, 1, 0, 0, 1}, bits.values());
  }

  @Test
  final void valuesSurviveLoadAndRead() {
    FloatTensor x = random(new Shape(5, 3), 5);
    T value = engine.load(x);
    assertEquals(x.shape(), engine.shapeOf(value));
    assertArrayEquals(x.values(), engine.read(value).values());
  }

  @ParameterizedTest
  @EnumSource
  final void refusesShapesThatDoNotFit(Transpose transpose) {
    T x = engine.load(random(new Shape(3, 4), 6));
    T y = engine.load(random(new Shape(5, 6), 7));
    assertThrows(IllegalArgumentException.class, () -> engine.matmul(x, y, transpose));
    assertThrows(IllegalArgumentException.class, () -> engine.add(x, y));
    assertThrows(IllegalArgumentException.class, () -> engine.axpy(2, x, y));
    assertThrows(IllegalArgumentException.class, () -> engine.select(x, y));
    assertThrows(IllegalArgumentException.class, () -> engine.addRow(x, y));
    assertThrows(IllegalArgumentException.class, () -> engine.addRow(x, x));
  }

  @Test
  final void outputsTakeTurnsInMemoryThatIsAllocatedOnce() {
    Plan plan = plan((p, x, y) -> p.add(x, y), new Shape(2, 3), new Shape(2, 3));
    PlainTrainer<T> trainer = new PlainTrainer<>(engine, Map.of());
    T x = engine.load(random(new Shape(2, 3), 8));
    T first = trainer.step(plan, x, x).get("out");
    T second = trainer.step(plan, x, x).get("out");
    T third = trainer.step(plan, x, x).get("out");
    assertNotSame(first, second);
    assertSame(first, third);
  }

  @Test
  final void trainsLikeTheReference() {
    SmallMlp mlp = new SmallMlp(20, 16, 9, 3);
    Map<String, FloatTensor> start = mlp.parameters(1);
    PlainTrainer<T> trainer = new PlainTrainer<>(engine, start);
    PlainTrainer<double[][]> reference = new PlainTrainer<>(new ReferenceEngine(), start);
    Plan full = mlp.training(12, 0.05);
    Plan partial = mlp.training(5, 0.05);
    for (int step = 0; step < 40; step++) {
      boolean last = step % 4 == 3;
      Plan plan = last ? partial : full;
      int rows = last ? 5 : 12;
      FloatTensor x = random(new Shape(rows, 20), 100 + step);
      FloatTensor y = random(new Shape(rows, 3), 200 + step);
      step(reference, new ReferenceEngine(), plan, x, y);
      step(trainer, engine, plan, x, y);
    }
    reference
        .parameters()
        .forEach((name, value) -> assertClose(value, trainer.parameters().get(name), 1e-5));
  }

  private static <V> void step(
      PlainTrainer<V> trainer, PlainEngine<V> engine, Plan plan, FloatTensor x, FloatTensor y) {
    trainer.step(plan, engine.load(x), engine.load(y));
  }

  private void check(Program program, FloatTensor x, FloatTensor y) {
    Plan plan = plan(program, x.shape(), y.shape());
    FloatTensor expected = run(plan, new ReferenceEngine(), x, y);
    assertClose(expected, run(plan, engine, x, y), TOLERANCE);
    for (int again = 0; again < 3; again++) {
      engine.begin(plan);
      assertClose(expected, run(plan, engine, x, y), TOLERANCE);
    }
  }

  private static Plan plan(Program program, Shape x, Shape y) {
    PlanBuilder plan = new PlanBuilder("test");
    Node left = plan.input("x", Op.Kind.FEATURES, x, 10);
    Node right = plan.input("y", Op.Kind.LABELS, y, 10);
    plan.output("out", program.record(plan, left, right));
    return plan.build();
  }

  private static <V> FloatTensor run(
      Plan plan, PlainEngine<V> engine, FloatTensor x, FloatTensor y) {
    Map<String, V> inputs = new LinkedHashMap<>();
    inputs.put("x", engine.load(x));
    inputs.put("y", engine.load(y));
    return engine.read(plan.run(engine, inputs::get).get("out"));
  }

  private static void assertClose(FloatTensor expected, FloatTensor actual, double tolerance) {
    assertEquals(expected.shape(), actual.shape());
    float largest = 1;
    for (float value : expected.values()) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertArrayEquals(expected.values(), actual.values(), (float) (tolerance * largest));
  }

  private static FloatTensor random(Shape shape, long seed) {
    Random random = new Random(seed);
    FloatTensor tensor = new FloatTensor(shape);
    for (int i = 0; i < tensor.values().length; i++) {
      tensor.values()[i] = (float) random.nextGaussian();
    }
    return tensor;
  }
}
