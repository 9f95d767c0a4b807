package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.ringbench.bench.run.Benchmark;
import org.ringbench.bench.run.Cell;

/** What is held against what. */
class CasesTest {
  private static final String SMALL = "64x784x128";
  private static final String LARGE = "512x512x512";

  private static Case of(Benchmark benchmark, String axis, String value, String engine) {
    return Cases.of(Cell.of(benchmark.jmhName(), Map.of(axis, value, "engine", engine)));
  }

  /** An evaluation is faster than a step, and a small product than a large one. */
  @Test
  void aRatioIsThatOfTheSameWork() {
    List<Case> cases = new ArrayList<>();
    for (String engine : List.of("encrypted", "nd4j", "java-float")) {
      cases.add(of(Benchmark.TRAINING_STEP, "batchSize", "64", engine));
      cases.add(of(Benchmark.EVALUATION, "batchSize", "64", engine));
    }
    cases.add(of(Benchmark.TRAINING_STEP, "batchSize", "16", "java-float"));
    cases.add(of(Benchmark.TRAINING_STEP, "activation", "square", "encrypted"));
    for (String size : List.of(SMALL, LARGE)) {
      cases.add(of(Benchmark.BEAVER_PRODUCT, "size", size, "encrypted"));
      cases.add(of(Benchmark.BEAVER_PRODUCT, "size", size, "nd4j"));
    }
    assertEquals(
        Map.of(
            "trainingStep 64 encrypted",
            List.of("trainingStep 64 nd4j", "trainingStep 64 java-float"),
            "evaluation 64 encrypted",
            List.of("evaluation 64 nd4j", "evaluation 64 java-float"),
            "beaverProduct " + SMALL + " encrypted",
            List.of("beaverProduct " + SMALL + " nd4j"),
            "beaverProduct " + LARGE + " encrypted",
            List.of("beaverProduct " + LARGE + " nd4j")),
        ratios(cases));
  }

  @Test
  void aStepOnAGpuIsNotHeldAgainstTheProcessor() {
    String name = Benchmark.TRAINING_STEP.jmhName();
    List<Case> cases =
        List.of(
            Cases.of(Cell.of(name, Map.of("backend", "cuda"))),
            Cases.of(Cell.of(name, Map.of("engine", "java-float"))));
    assertEquals(Map.of(), ratios(cases));
  }

  private static Map<String, List<String>> ratios(List<Case> cases) {
    return new Cases(cases, List.of(), List.of())
        .ratios().stream()
            .collect(
                Collectors.toMap(
                    ratio -> words(ratio.encrypted()),
                    ratio -> ratio.plaintext().stream().map(CasesTest::words).toList()));
  }

  private static String words(Case what) {
    Map<String, String> values = what.parameters();
    return "%s %s %s"
        .formatted(
            what.id().split(" ", 2)[0],
            values.getOrDefault("size", values.get("batchSize")),
            values.get("engine"));
  }
}
