package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.bench.run.Benchmark;
import org.ringbench.bench.run.Cell;
import org.ringbench.bench.run.Programs;
import org.ringbench.bench.workload.DataSource;

/** Counts of this version in a JVM of its own. */
class QuickCounterTest {
  private static final Case STEP =
      Cases.of(
          Cell.of(
              Benchmark.TRAINING_STEP.jmhName(), Map.of("model", "linreg", "batchSize", "512")));
  private static final Case PRODUCT =
      Cases.of(Cell.of(Benchmark.RING_GEMM.jmhName(), Map.of("size", "16x8x4")));

  @TempDir Path folder;

  private QuickCounter counter(String... flags) {
    return new QuickCounter(System.getProperty("java.class.path"), List.of(flags), folder);
  }

  /** The README's linear regression: what its rows have in every run. */
  @Test
  void aStepIsCountedAsAForkCountsIt() {
    Counted counted = counter().count(List.of(STEP)).getFirst();
    assertNull(counted.failure());
    assertEquals(
        Map.of(
            "rounds", 4L,
            "bytesSentPerParty", 9_744L,
            "firstStepBytesSentPerParty", 140_816L,
            "dealerBytes", 10_304L,
            "correlations", 642L,
            "multiplyAdds", 491_520L),
        counted.counters());
    Cell cell = Cell.of(STEP.benchmark(), STEP.parameters());
    assertEquals(new Programs(DataSource.ofProperties()).fingerprint(cell), counted.fingerprint());
    assertNull(counted.row().allocatedBytesPerStep(), "a cold heap says nothing");
  }

  /** A vector that the heap cannot hold ends the JVM; the cases around it are counted. */
  @Test
  void aCaseThatEndsTheJvmFailsAlone() {
    Case huge = Cases.of(Cell.of(Benchmark.RELU.jmhName(), Map.of("elements", "100000000")));
    List<Counted> counted =
        counter("-Xmx128m", "-XX:+ExitOnOutOfMemoryError").count(List.of(PRODUCT, huge, PRODUCT));
    assertEquals(
        List.of(PRODUCT.id(), huge.id(), PRODUCT.id()), counted.stream().map(Counted::id).toList());
    assertEquals(512, counted.getFirst().counters().get("multiplyAdds"));
    assertTrue(
        counted.get(1).failure().startsWith("the JVM that counts ended with status 3: "),
        counted.get(1).failure());
    assertEquals(512, counted.getLast().counters().get("multiplyAdds"));
  }

  @Test
  void aWrongCaseIsNamedAndNoJvmThatStartsEnds() {
    Case unknown = new Case("later", "org.ringbench.bench.jmh.LaterBenchmark.run", Map.of());
    List<Counted> counted = counter().count(List.of(unknown, PRODUCT));
    assertEquals(
        "no benchmark org.ringbench.bench.jmh.LaterBenchmark.run", counted.getFirst().failure());
    assertNull(counted.getLast().failure());
    String failure = counter("-XX:NoSuchFlag=1").count(List.of(PRODUCT)).getFirst().failure();
    assertTrue(failure.startsWith("the JVM that counts ended with status 1: "), failure);
  }

  /** A crash can leave half a line; a newer version may write more than this one knows. */
  @Test
  void halfALineIsNoCount() throws IOException {
    Path file = folder.resolve("lines");
    String line = CountFile.line(new Counted("a", "f", Map.of("rounds", 1L), null));
    Files.writeString(
        file, line.replace("{\"id\"", "{\"colour\":\"red\",\"id\"") + "\n" + line.substring(0, 20));
    assertEquals(List.of("a"), CountFile.counted(file).stream().map(Counted::id).toList());
  }
}
