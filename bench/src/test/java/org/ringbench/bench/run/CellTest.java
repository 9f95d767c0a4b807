package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringbench.ring.RingBackends;

/** The canonical text of cells, which is the id of their rows; and which axes they have. */
class CellTest {
  /** Published results have these ids: a change of them cuts the history of every row. */
  @ParameterizedTest
  @CsvSource({
    "trainingStep backend=java, trainingStep mlp encrypted total fractionBits=16 batchSize=64"
        + " radix4 relu backend=java execution=threads",
    "trainingStep network=wan model=linreg backend=java, trainingStep linreg encrypted total"
        + " fractionBits=16 batchSize=64 backend=java execution=threads network=wan",
    "trainingStep engine=nd4j threads=2, trainingStep mlp nd4j total batchSize=64 relu threads=2",
    "trainingStep engine=fixed backend=native, trainingStep mlp fixed total fractionBits=16"
        + " batchSize=64 relu backend=native",
    "evaluation phase=online backend=java, evaluation mlp encrypted online fractionBits=16"
        + " batchSize=64 radix4 relu backend=java execution=threads",
    "ringGemm backend=java, ringGemm backend=java size=512x512x512",
    "ringPeak, ringPeak",
    "ringOperation operation=expand backend=java, ringOperation expand backend=java"
        + " elements=1000000",
    "relu comparison=radix2 backend=java, relu total fractionBits=16 radix2 backend=java"
        + " elements=1000000",
    "comparison backend=java, comparison total fractionBits=16 radix4 backend=java"
        + " elements=1000000",
    "beaverProduct backend=java, beaverProduct encrypted total fractionBits=16 backend=java"
        + " size=64x784x128",
    "beaverProduct engine=java-float, beaverProduct java-float total threads=0 size=64x784x128",
    "dealer backend=java, dealer mlp fractionBits=16 batchSize=64 radix4 relu backend=java",
    "coldStart activation=square backend=java, coldStart mlp fractionBits=16 batchSize=64 square"
        + " backend=java"
  })
  void ids(String line, String id) {
    assertEquals(id, Grid.parse(line).getFirst().toString());
  }

  /** A row's id has the real backend, whatever is usual here. */
  @Test
  void theUsualBackendHasItsOwnName() {
    String usual = RingBackends.usual().id();
    for (String line : List.of("ringGemm", "ringGemm backend=usual", "ringGemm backend=" + usual)) {
      Cell cell = Grid.parse(line).getFirst();
      assertEquals(usual, cell.get(Axis.BACKEND), line);
      assertEquals("ringGemm backend=" + usual + " size=512x512x512", cell.toString(), line);
    }
    Cell cell = Grid.parse("trainingStep").getFirst();
    assertEquals(usual, cell.with(Axis.BACKEND, List.of("usual")).getFirst().get(Axis.BACKEND));
  }

  @Test
  void aPropertySaysWhatIsUsual() {
    System.setProperty(RingBackends.PROPERTY, "java");
    try {
      assertEquals(1, Grid.parse("ringGemm backend=usual,java,usual").size());
      assertEquals(
          List.of("native", "java"),
          Grid.parse("ringGemm backend=native,usual").stream()
              .map(cell -> cell.get(Axis.BACKEND))
              .toList(),
          "what is named stays");
      assertTrue(
          Tier.of("smoke").cells().stream()
              .map(cell -> cell.get(Axis.BACKEND))
              .allMatch(backend -> backend == null || backend.equals("java")));
    } finally {
      System.clearProperty(RingBackends.PROPERTY);
    }
  }

  /** A word without its axis is a value of one axis alone, and no axis or benchmark. */
  @Test
  void wordsTellTheirAxis() {
    Map<String, Axis> words = new HashMap<>();
    Set<String> names =
        Stream.concat(
                Stream.of(Axis.values()).map(Axis::key),
                Stream.of(Axis.PHASE, Axis.MODEL).map(Axis::key))
            .collect(Collectors.toSet());
    for (Axis axis : Axis.values()) {
      for (String word : wordsOf(axis)) {
        assertFalse(names.contains(word), word);
        assertNull(words.put(word, axis), word);
      }
    }
    assertTrue(words.size() > 15, words.toString());
  }

  /** The values that an axis writes without its name. */
  private static List<String> wordsOf(Axis axis) {
    return axis.text("x").equals("x") ? List.of(axis.expected().split(" or ", -1)) : List.of();
  }

  /** Over a grid that varies every axis: as many texts as cells, and each tells its cell. */
  @ParameterizedTest
  @EnumSource(Benchmark.class)
  void unlikeCellsHaveUnlikeTexts(Benchmark benchmark) {
    StringBuilder line = new StringBuilder(benchmark.title());
    benchmark.usual().keySet().forEach(axis -> line.append(" ").append(choices(axis)));
    List<Cell> cells = Grid.parse(line.toString());
    Set<String> texts = new HashSet<>();
    cells.forEach(cell -> assertTrue(texts.add(cell.toString()), cell::toString));
    for (Cell cell : cells.subList(0, Math.min(50, cells.size()))) {
      assertEquals(cell, Grid.parse(lineOf(cell)).getFirst(), cell.toString());
    }
  }

  private static String choices(Axis axis) {
    List<String> words = wordsOf(axis);
    return axis.key()
        + "="
        + switch (axis) {
          case FRACTION_BITS, BATCH_SIZE, THREADS, ELEMENTS -> "1,2";
          case BACKEND -> "java,cuda";
          case EXECUTION -> "threads,graph";
          case NETWORK -> "in-memory,wan";
          case SIZE -> "1x2x3,4x5x6";
          case OPERATION, MODEL, ENGINE, PHASE, COMPARISON, ACTIVATION -> String.join(",", words);
        };
  }

  /** The line of a grid for a cell, from its text alone. */
  private static String lineOf(Cell cell) {
    List<String> line = new ArrayList<>();
    for (String word : cell.toString().split(" ", -1)) {
      line.add(
          Stream.of(Axis.values())
              .filter(axis -> wordsOf(axis).contains(word) && !line.isEmpty())
              .findFirst()
              .map(axis -> axis.key() + "=" + word)
              .orElse(word));
    }
    return String.join(" ", line);
  }

  @Test
  void partiesAndDealerWorkOnShares() {
    for (String line :
        List.of("trainingStep", "evaluation", "beaverProduct", "relu", "dealer", "coldStart")) {
      assertTrue(Grid.parse(line).getFirst().isEncrypted(), line);
    }
    for (String line :
        List.of("trainingStep engine=fixed", "beaverProduct engine=nd4j", "ringGemm", "ringPeak")) {
      assertFalse(Grid.parse(line).getFirst().isEncrypted(), line);
    }
  }
}
