package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringbench.bench.results.Fingerprint;
import org.ringbench.bench.workload.DataSource;

/** What cannot be measured is refused before a fork starts; and which program a cell runs. */
class PreflightTest {
  private static final DataSource SHIPPED =
      new DataSource(Optional.empty(), Optional.empty(), Optional.empty());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "beaverProduct engine=fixed | engine \"fixed\" of beaverProduct: expected encrypted,",
        "beaverProduct fractionBits=30 | 30 fraction bits do not fit plan \"product of 64 x 784",
        "evaluation model=linreg fractionBits=40 | 40 fraction bits do not fit plan \"linreg",
        "evaluation batchSize=20000 | mnist-t10k: 10000 rows to test with: expected at least",
        "comparison fractionBits=60 | 60 fraction bits do not fit plan \"relu of 1000000",
        "dealer model=linreg batchSize=5000 | linear-1: 3200 rows to train on: expected",
        "coldStart backend=abacus | backend \"abacus\" is unknown: expected"
      })
  void whatCannotBeMeasuredIsRefused(String line, String message) {
    List<Cell> cells = Grid.parse(line);
    RuntimeException e =
        assertThrows(
            RuntimeException.class, () -> Preflight.check(cells, Optional.empty(), SHIPPED));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @Test
  void theUsualCellsPass() {
    List<Cell> cells =
        Grid.parse(
            """
            evaluation model=linreg engine=encrypted,fixed,java-float
            beaverProduct engine=encrypted,java-float
            comparison comparison=radix4,radix2
            dealer model=linreg
            coldStart model=linreg
            ringOperation operation=add,scale,truncate,expand,open
            """);
    Preflight.check(cells, Optional.empty(), SHIPPED);
  }

  /** What runs another schedule has another program; cells that run the same one share it. */
  @Test
  void programsTellWorkApart() {
    Programs programs = new Programs(SHIPPED);
    Map<String, Cell> known = new HashMap<>();
    for (Cell cell :
        Grid.parse(
            """
            trainingStep model=linreg engine=encrypted,nd4j
            evaluation model=linreg engine=encrypted,nd4j
            relu comparison=radix4,radix2
            comparison comparison=radix4,radix2
            beaverProduct engine=encrypted,nd4j
            beaverProduct size=2x3x4 engine=encrypted,nd4j
            """)) {
      Cell other = known.put(programs.of(cell), cell);
      assertTrue(other == null, cell + " has the program of " + other);
    }
    String step = programs.of(cell("trainingStep model=linreg"));
    assertEquals(step, programs.of(cell("dealer model=linreg")));
    assertEquals(step, programs.of(cell("coldStart model=linreg")));
    assertEquals(Fingerprint.NO_PROGRAM, programs.of(cell("ringOperation operation=open")));
  }

  /** The file may go while forks run, and the row has the network that they had. */
  @Test
  void aNetworksFileIsReadOnce(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("dsl.json");
    Files.writeString(
        file, "{\"name\": \"dsl\", \"bitsPerSecond\": 1000000, \"roundTripMillis\": 9}");
    Cell cell = cell("trainingStep network=" + file);
    Programs programs = new Programs(SHIPPED);
    String fingerprint = programs.fingerprint(cell);
    Files.delete(file);
    assertEquals(fingerprint, programs.fingerprint(cell));
    assertEquals("dsl", programs.parameters(cell).get("network"));
  }

  private static Cell cell(String line) {
    return Grid.parse(line).getFirst();
  }
}
