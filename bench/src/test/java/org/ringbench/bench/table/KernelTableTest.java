package org.ringbench.bench.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;

/** Rows of the other benchmarks: none of them is taken for a training step. */
class KernelTableTest {
  @Test
  void everyBenchmarkHasItsLine() {
    List<Row> rows =
        List.of(
            row(Names.TRAINING_STEP, "model", "mlp", "engine", "nd4j", "batchSize", "64"),
            row(Names.DEALER, "model", "mlp", "fractionBits", "16", "batchSize", "64"),
            row(Names.EVALUATION, "model", "mlp", "engine", "encrypted", "phase", "online"),
            row(Names.BEAVER_PRODUCT, "engine", "nd4j", "phase", "total", "size", "2x3x4"),
            row(Names.RING_OPERATION, "operation", "expand", "elements", "1000"),
            row(Names.COMPARISON, "comparison", "radix2", "elements", "1000"));
    Results whole = Examples.results();
    String page = Report.render(Results.of(whole.run(), whole.environment(), rows, List.of()));
    List<String> kernels =
        page.lines()
            .dropWhile(line -> !line.startsWith("Kernels"))
            .filter(line -> line.matches(" *(dealer|evaluation|beaver|ringOp|comparison).*"))
            .map(line -> line.strip().split("  +", -1)[0])
            .toList();
    assertEquals(
        List.of(
            "dealer mlp batch 64 f = 16",
            "evaluation mlp encrypted online",
            "beaverProduct nd4j total",
            "ringOperation expand",
            "comparison radix2"),
        kernels);
  }

  /** The same product on two backends is two rows that a reader can tell apart. */
  @Test
  void rowsOfTwoBackendsNameThem() {
    List<Row> rows =
        List.of(
            row(Names.RING_GEMM, "size", "2x3x4", "backend", "native"),
            row(Names.RING_GEMM, "size", "2x3x4", "backend", "java"));
    Results whole = Examples.results();
    Results both = Results.of(whole.run(), whole.environment(), rows, List.of());
    for (String page : List.of(Report.render(both), Report.markdown(both))) {
      assertTrue(page.contains(" backend "), page);
      for (String backend : List.of("native", "java")) {
        assertEquals(
            1, page.lines().filter(l -> l.contains("2x3x4") && l.contains(backend)).count(), page);
      }
      assertTrue(page.contains("Ring on native, java\n"), page);
    }
    Results one = Results.of(whole.run(), whole.environment(), rows.subList(0, 1), List.of());
    assertFalse(Report.render(one).contains(" backend "), "the same in all rows");
  }

  private static Row row(String benchmark, String... axes) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < axes.length; i += 2) {
      parameters.put(axes[i], axes[i + 1]);
    }
    return Examples.row(benchmark, parameters, 1, Map.of());
  }
}
