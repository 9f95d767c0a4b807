package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.data.FloatTensor;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.dealer.Seeds;
import org.ringbench.plan.Lowering;
import org.ringbench.plan.Op;
import org.ringbench.plan.Plan.Node;
import org.ringbench.plan.PlanBuilder;
import org.ringbench.plan.Setting;
import org.ringbench.plan.Transpose;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackends;
import org.ringbench.ring.Shape;

/**
 * Every protocol against plain integer arithmetic, on random values and on the edges of the range.
 */
class ProtocolPropertyTest {
  private static final int SIZE = 1201; // not a multiple of any vector or tile

  /** A plan over named inputs. */
  private interface Function {
    Node apply(PlanBuilder b, List<Node> x);
  }

  static Stream<Arguments> settings() {
    List<Arguments> settings = new ArrayList<>();
    for (int f : new int[] {8, 13, 20, 24}) {
      for (Setting.Comparison comparison : Setting.Comparison.values()) {
        settings.add(Arguments.of(Setting.of(f).with(comparison), 100 + f));
      }
    }
    return settings.stream();
  }

  /** Ring elements of up to {@code bits} bits that floats hold exactly, edges first. */
  private static FloatTensor values(Shape shape, int f, int bits, Random random) {
    FloatTensor t = new FloatTensor(shape);
    long largest = 1L << bits;
    long[] edges = {0, 1, -1, largest, -largest, largest - 128, 2, -2, 1L << 12, -(1L << 12)};
    for (int i = 0; i < t.values().length; i++) {
      long word = random.nextInt(-(1 << 23), 1 << 23);
      word = bits > 23 ? word << random.nextInt(bits - 22) : word >> random.nextInt(23 - bits, 24);
      t.values()[i] = Math.scalb((float) (i < edges.length ? edges[i] : word), -f);
    }
    return t;
  }

  private static long[] run(
      Setting setting, List<FloatTensor> x, double magnitude, Function function) {
    PlanBuilder b = new PlanBuilder("property");
    List<Node> nodes = new ArrayList<>();
    Map<String, FloatTensor> parameters = new LinkedHashMap<>();
    for (FloatTensor t : x) {
      String name = "x" + nodes.size();
      nodes.add(b.input(name, Op.Kind.PARAMETER, t.shape(), magnitude));
      parameters.put(name, t);
    }
    Node y = function.apply(b, nodes);
    b.output("y", y);
    Program program = Program.of(Lowering.lower(b.build(), setting));
    SessionSpec spec =
        new SessionSpec(
                RingBackends.provider("java"),
                setting.fractionBits(),
                parameters,
                List.of(),
                Runs.cycle(List.of(Run.of(program))))
            .with(Seeds.fresh());
    try (Session session = Session.open(spec)) {
      session.step();
      return session.revealWords(program, "y");
    }
  }

  private static long word(float x, int f) {
    return Math.round(Math.scalb((double) x, f));
  }

  /** y must be z / 2^shift rounded down or, unless that is exact, up. */
  private static void assertRounded(long z, int shift, long y) {
    long floor = z >> shift;
    boolean exact = z << (64 - shift) == 0;
    assertTrue(y == floor || (!exact && y == floor + 1), () -> z + " >> " + shift + " gave " + y);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void productsAreRoundedDownOrUp(Setting setting, long seed) {
    int f = setting.fractionBits();
    Random random = new Random(seed);
    FloatTensor x = values(Shape.row(SIZE), f, 29, random);
    FloatTensor y = values(Shape.row(SIZE), f, 29, random);
    long[] z =
        run(
            setting,
            List.of(x, y),
            Math.scalb(1.0, 30 - f),
            (b, a) -> b.hadamard(a.get(0), a.get(1)));
    for (int i = 0; i < SIZE; i++) {
      assertRounded(word(x.values()[i], f) * word(y.values()[i], f), f, z[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void matrixProductsOfEveryTranspose(Setting setting, long seed) {
    int f = setting.fractionBits();
    Random random = new Random(seed);
    for (Transpose t : Transpose.values()) {
      Shape left = t.left() ? new Shape(11, 7) : new Shape(7, 11);
      Shape right = t.right() ? new Shape(5, 11) : new Shape(11, 5);
      FloatTensor x = values(left, f, 26, random);
      FloatTensor y = values(right, f, 26, random);
      long[] z =
          run(
              setting,
              List.of(x, y),
              Math.scalb(1.0, 29 - f) / 4,
              (b, a) -> b.bounded(b.matmul(a.get(0), a.get(1), t), Math.scalb(1.0, 61 - 2 * f)));
      for (int i = 0; i < 7; i++) {
        for (int j = 0; j < 5; j++) {
          long sum = 0;
          for (int k = 0; k < 11; k++) {
            float a = t.left() ? x.get(k, i) : x.get(i, k);
            float c = t.right() ? y.get(j, k) : y.get(k, j);
            sum += word(a, f) * word(c, f);
          }
          assertRounded(sum, f, z[5 * i + j]);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void reluIsExact(Setting setting, long seed) {
    int f = setting.fractionBits();
    FloatTensor x = values(Shape.row(SIZE), f, 30, new Random(seed));
    long[] y =
        run(
            setting,
            List.of(x),
            Math.scalb(1.0, 31 - f),
            (b, a) -> b.select(b.sign(a.get(0)), a.get(0)));
    for (int i = 0; i < SIZE; i++) {
      assertEquals(Math.max(word(x.values()[i], f), 0), y[i], "relu of " + x.values()[i]);
    }
  }

  @ParameterizedTest
  @MethodSource("settings")
  void theSignIsThatOfTheUntruncatedValue(Setting setting, long seed) {
    int f = setting.fractionBits();
    Random random = new Random(seed);
    FloatTensor x = values(Shape.row(SIZE), f, 24, random);
    FloatTensor one = new FloatTensor(Shape.row(SIZE));
    java.util.Arrays.fill(one.values(), 1);
    float quarter = 0.25f;
    long[] y =
        run(
            setting,
            List.of(x, one),
            Math.scalb(1.0, 31 - f),
            (b, a) -> b.select(b.sign(b.scale(a.get(0), quarter)), a.get(1)));
    for (int i = 0; i < SIZE; i++) {
      assertEquals(x.values()[i] >= 0 ? 1L << f : 0, y[i], "sign of " + x.values()[i]);
    }
  }

  @Test
  void roundingIsUnbiased() {
    int f = 16;
    int size = 200_000;
    FloatTensor x = new FloatTensor(Shape.row(size));
    java.util.Arrays.fill(x.values(), Math.scalb(5f, -f)); // 5 units, over 16: 0.3125
    long[] y = run(Setting.of(f), List.of(x), 1, (b, a) -> b.scale(a.get(0), 1.0 / 16));
    double mean = 0;
    for (long v : y) {
      mean += (double) v / size;
    }
    assertEquals(0.3125, mean, 5 * Math.sqrt(0.3125 * 0.6875 / size));
  }

  @Test
  void linearOperationsAreExact() {
    Random random = new Random(8);
    FloatTensor x = values(new Shape(9, 5), 12, 20, random);
    FloatTensor row = values(Shape.row(5), 12, 20, random);
    long[] y =
        run(
            Setting.of(12),
            List.of(x, row),
            1e5,
            (b, a) -> b.sumRows(b.sub(b.addRow(a.get(0), a.get(1)), b.scale(a.get(0), 3))));
    for (int c = 0; c < 5; c++) {
      long sum = 0;
      for (int r = 0; r < 9; r++) {
        sum += word(row.get(0, c), 12) - 2 * word(x.get(r, c), 12);
      }
      assertEquals(sum, y[c]);
    }
  }
}
