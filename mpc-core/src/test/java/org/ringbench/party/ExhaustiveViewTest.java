package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ringbench.plan.Plan.Node;
import org.ringbench.plan.PlanBuilder;
import org.ringbench.plan.Setting;

/**
 * Privacy on small rings, by exhaustion: over all randomness of the other party, the view of each
 * party has the same distribution whatever the secrets.
 */
class ExhaustiveViewTest {
  private static final ViewEnumeration.Function TRUNCATE = (b, x) -> b.scale(x.getFirst(), 0.25);
  private static final ViewEnumeration.Function TRUNCATE_ONE = (b, x) -> b.scale(x.getFirst(), 0.5);
  private static final ViewEnumeration.Function PRODUCT =
      (b, x) -> b.hadamard(x.getFirst(), x.getLast());
  private static final ViewEnumeration.Function SQUARE = (b, x) -> b.square(x.getFirst());
  private static final ViewEnumeration.Function RELU = ExhaustiveViewTest::relu;
  private static final ViewEnumeration.Function SHIFTED_RELU = ExhaustiveViewTest::shiftedRelu;
  private static final ViewEnumeration.Function PRODUCT_RELU = ExhaustiveViewTest::productRelu;

  private static Node relu(PlanBuilder b, List<Node> x) {
    return b.select(b.sign(x.getFirst()), x.getFirst());
  }

  private static Node shiftedRelu(PlanBuilder b, List<Node> x) {
    Node z = b.scale(x.getFirst(), 0.5);
    return b.select(b.sign(z), z);
  }

  private static Node productRelu(PlanBuilder b, List<Node> x) {
    Node z = b.hadamard(x.getFirst(), x.getLast());
    return b.select(b.sign(z), z);
  }

  private static Setting ring(int bits, Setting.Comparison comparison) {
    return new Setting(bits, 1, comparison, Setting.Truncation.STOCHASTIC);
  }

  static Stream<Arguments> protocols() {
    Setting.Comparison r4 = Setting.Comparison.RADIX4;
    Setting.Comparison r2 = Setting.Comparison.RADIX2;
    long[][] one = {{0}, {1}, {-1}, {5}, {-6}};
    long[][] tiny = {{0}, {1}, {-1}, {2}, {-2}};
    long[][] small = {{0}, {1}, {-1}, {3}, {-3}};
    long[][] two = {{0, 0}, {1, -1}, {3, 1}, {-3, 1}};
    return Stream.of(
        Arguments.of("truncation, 6 bits, party 0", ring(6, r4), 1, TRUNCATE, 0, one),
        Arguments.of("truncation, 6 bits, party 1", ring(6, r4), 1, TRUNCATE, 1, one),
        Arguments.of("truncation, 7 bits, party 0", ring(7, r4), 1, TRUNCATE, 0, one),
        Arguments.of("truncation, 7 bits, party 1", ring(7, r4), 1, TRUNCATE, 1, one),
        Arguments.of("product, 6 bits, party 0", ring(6, r4), 2, PRODUCT, 0, two),
        Arguments.of("square, 5 bits, party 1", ring(5, r4), 1, SQUARE, 1, tiny),
        Arguments.of("square, 6 bits, party 0", ring(6, r4), 1, SQUARE, 0, small),
        Arguments.of("relu, 4 bits, radix 4, party 1", ring(4, r4), 1, RELU, 1, tiny),
        Arguments.of(
            "product, 4 bits, party 1",
            ring(4, r4),
            2,
            PRODUCT,
            1,
            new long[][] {{0, 0}, {1, 1}, {-1, 2}}),
        Arguments.of(
            "relu with an AND tree, 4 bits, radix 2, party 1",
            ring(4, r2),
            1,
            RELU,
            1,
            new long[][] {{1}, {-2}}),
        Arguments.of(
            "relu of a truncation, 6 bits, radix 2, party 0", ring(6, r2), 1, SHIFTED_RELU, 0, one),
        Arguments.of(
            "relu of a product, 5 bits, radix 2, party 0", ring(5, r2), 2, PRODUCT_RELU, 0, two),
        Arguments.of("relu, 6 bits, radix 4, party 0", ring(6, r4), 1, RELU, 0, one),
        Arguments.of("relu, 6 bits, radix 2, party 0", ring(6, r2), 1, RELU, 0, one),
        Arguments.of("relu, 7 bits, radix 4, party 0", ring(7, r4), 1, RELU, 0, one));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("protocols")
  void aViewSaysNothingOfTheSecrets(
      String name,
      Setting setting,
      int secrets,
      ViewEnumeration.Function function,
      int viewer,
      long[][] values) {
    for (long seed = 0; seed < 2; seed++) {
      ViewEnumeration runs = new ViewEnumeration(setting, secrets, function, viewer, seed, false);
      ViewEnumeration.Views first = runs.views(values[0]);
      for (int i = 1; i < values.length; i++) {
        assertTrue(
            first.sameDistribution(runs.views(values[i])),
            name + ": the view tells secret " + i + " from secret 0");
      }
    }
  }

  @Test
  void correctionsAtPartyZeroGiveTheSecretAway() {
    ViewEnumeration runs =
        new ViewEnumeration(ring(6, Setting.Comparison.RADIX4), 1, TRUNCATE_ONE, 0, 0, true);
    assertFalse(runs.views(0).sameDistribution(runs.views(9)));
  }
}
