package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.ResultsFile;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.workload.DataSource;

/** A results file of version 1 becomes one of the present version, with the ids of its cells. */
class MigratedIdsTest {
  @TempDir Path folder;
  private Results migrated;

  @BeforeEach
  void setUp() throws IOException {
    Path file = folder.resolve("version-1.json");
    try (InputStream in = Results.class.getResourceAsStream("version-1.json")) {
      Files.copy(in, file);
    }
    migrated = ResultsFile.read(file);
  }

  @Test
  void rowsHaveTheIdsOfTheirCells() {
    List<String> ids = migrated.rows().stream().map(Row::id).toList();
    List<String> cells =
        Grid.parse(
                """
                trainingStep model=mlp engine=encrypted backend=java
                trainingStep model=mlp engine=nd4j threads=1
                trainingStep model=mlp engine=java-float
                relu elements=1000000 backend=java
                ringGemm backend=java
                ringPeak
                """)
            .stream()
            .map(Cell::toString)
            .toList();
    assertEquals(cells, ids);
  }

  @Test
  void whatWasMeasuredIsKept() {
    Row step = migrated.rows().getFirst();
    assertEquals(8.4, step.milliseconds().median());
    assertEquals(List.of(8.4, 8.3, 8.5), step.forks());
    assertEquals(18, step.rounds());
    assertEquals(2_641_408, step.counter("firstStepBytesSentPerParty"));
    assertEquals(3, step.threads());
    assertEquals("in-memory", step.network());
    assertEquals(Map.of("ringBits", "64", "seedExpansion", "total"), step.facts());
    assertEquals("0", migrated.rows().get(2).parameter("threads"), "all of the cores");
    assertEquals("1000000", migrated.rows().get(3).size());
    assertEquals(1, migrated.accuracy().size());
    assertNull(migrated.environment().microcode());
    assertNull(migrated.run().finishedAt());
    assertTrue(migrated.isComplete());
  }

  @Test
  void ratiosAreMadeOfTheRows() {
    assertEquals(1, migrated.ratios().size());
    assertEquals(migrated.rows().get(2).id(), migrated.ratios().getFirst().against());
    assertEquals(12, migrated.ratios().getFirst().ratio().median(), 1e-9);
  }

  /** The old file did not say which program ran, so that its rows equal no new ones. */
  @Test
  void theFingerprintIsNotThatOfANewRow() throws MeasurementException {
    Fork fork = new Fork(1, Map.of("rounds", List.of(18.0)));
    Row row =
        Rows.of(
            Grid.parse("trainingStep backend=java").getFirst(),
            List.of(fork, fork, fork),
            new Programs(DataSource.ofProperties()));
    assertEquals(row.id(), migrated.rows().getFirst().id());
    assertNotEquals(row.fingerprint(), migrated.rows().getFirst().fingerprint());
  }

  @Test
  void itCanBeWrittenAsTheNewVersion() throws IOException {
    Path file = folder.resolve("version-2.json");
    ResultsFile.write(migrated, file);
    assertEquals(migrated, ResultsFile.read(file));
  }
}
