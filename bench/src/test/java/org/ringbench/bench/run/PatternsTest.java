package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternsTest {
  private static final List<Cell> CELLS =
      Grid.parse("trainingStep model=mlp,linreg engine=encrypted,nd4j\nringGemm\nrelu");

  @ParameterizedTest
  @CsvSource({
    "linreg, 2",
    "trainingStep .* nd4j, 2",
    "^relu, 1",
    "RingGemmBenchmark, 1",
    "^relu .*10{6}, 1",
    "., 6"
  })
  void aCellIsFoundByItsIdOrByJmhsName(String expression, int count) {
    assertEquals(count, patterns(expression).of(CELLS).size());
  }

  @Test
  void severalExpressionsAddUp() {
    Patterns both = new Patterns().with("pattern", List.of("linreg")).with("-i", List.of("Gemm"));
    assertEquals(3, both.of(CELLS).size());
    assertEquals(CELLS, new Patterns().of(CELLS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ringGem5   | pattern "ringGem5" matches no cell: did you mean ringGemm?
          linrge     | pattern "linrge" matches no cell: did you mean linreg?
          nd4        | (matches)
          smoke      | pattern "smoke" matches no cell: did you mean --tier smoke?
          qwertyuiop | pattern "qwertyuiop" matches no cell of the tier (--dry-run lists them)
          (          | pattern "(": expected a regular expression: Unclosed group
          """)
  void whatMatchesNothingIsNamedWithWhatIsNear(String expression, String message) {
    if (message.equals("(matches)")) {
      assertEquals(2, patterns(expression).of(CELLS).size());
      return;
    }
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> patterns(expression).of(CELLS));
    assertEquals(message, e.getMessage());
  }

  @Test
  void oneExpressionThatMatchesDoesNotExcuseAnother() {
    Patterns both = new Patterns().with("pattern", List.of("relu", "nothing"));
    assertThrows(IllegalArgumentException.class, () -> both.of(CELLS));
  }

  private static Patterns patterns(String expression) {
    return new Patterns().with("pattern", List.of(expression));
  }
}
