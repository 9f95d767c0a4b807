package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.bench.environment.MachineClass;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.run.Tier;

/** Counts of a tier against a baseline, without the JVM that counts. */
class TierCheckTest {
  private static final Environment ENVIRONMENT = Examples.results().environment();
  private static final Tier TIER = Tier.of("pr");

  @TempDir Path folder;

  private static List<Counted> counted(List<Case> cases, long rounds, String fingerprint) {
    return cases.stream()
        .map(what -> new Counted(what.id(), fingerprint, Map.of("rounds", rounds), null))
        .toList();
  }

  private Report report(CaseCounter counter) throws IOException {
    return new TierCheck(TIER, List.of(), List.of())
        .report(counter, new Baselines(folder), ENVIRONMENT);
  }

  private void baseline(long rounds) throws IOException {
    List<CountedRow> rows =
        Cases.of(TIER.cells()).stream()
            .map(what -> new CountedRow(what.id(), "f", Map.of("rounds", rounds), 5_000L))
            .toList();
    Baseline baseline =
        new Baseline(
            Baseline.VERSION,
            MachineClass.of(ENVIRONMENT),
            ENVIRONMENT.jvmFlags(),
            rows,
            List.of());
    BaselineFile.write(folder, baseline);
  }

  @Test
  void whatWasAcceptedPassesThoughNoHeapWasMeasured() throws IOException {
    baseline(18);
    Report report = report(cases -> counted(cases, 18, "f"));
    assertEquals(Outcome.PASSED, report.outcome(), report.problems().toString());
    assertEquals(Cases.of(TIER.cells()).size(), report.countedRows());
    assertTrue(report.notes().getFirst().startsWith("Heaps were not judged"));
  }

  @Test
  void aChangedCountIsARegression() throws IOException {
    baseline(18);
    Report report = report(cases -> counted(cases, 19, "f"));
    assertEquals(Outcome.REGRESSION, report.outcome());
    assertEquals(Cases.of(TIER.cells()).size(), report.changes().size());
  }

  @Test
  void anotherProgramIsNotComparable() throws IOException {
    baseline(18);
    assertEquals(Outcome.NOT_COMPARABLE, report(cases -> counted(cases, 18, "g")).outcome());
  }

  @Test
  void aCaseThatCannotBeCountedIsIncomplete() throws IOException {
    baseline(18);
    Report report =
        report(
            cases ->
                cases.stream()
                    .map(
                        what ->
                            what.id().startsWith("dealer")
                                ? Counted.failed(what.id(), "wrong answer")
                                : counted(List.of(what), 18, "f").getFirst())
                    .toList());
    assertEquals(Outcome.INCOMPLETE, report.outcome());
    assertTrue(
        report.problems().getFirst().matches("incomplete: dealer .*: wrong answer"),
        report.problems().toString());
  }

  @Test
  void withoutABaselineNothingPasses() throws IOException {
    Report report = report(cases -> counted(cases, 18, "f"));
    assertEquals(Outcome.INCOMPLETE, report.outcome());
    assertTrue(report.problems().getFirst().contains("baseline accept"));
  }

  @Test
  void anOlderBaselineIsRefusedBeforeAnythingIsCounted() throws IOException {
    baseline(18);
    Path file = BaselineFile.of(folder, MachineClass.of(ENVIRONMENT));
    String json = Files.readString(file);
    Files.writeString(file, json.replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 0"));
    TierCheck check = new TierCheck(TIER, List.of(), List.of("-XX:NoSuchFlag=1"));
    IOException e =
        assertThrows(
            IOException.class, () -> check.run(new Baselines(folder), ENVIRONMENT, System.err));
    assertTrue(e.getMessage().contains("schemaVersion 0: expected 1"), e.getMessage());
  }

  @Test
  void aTierWithoutSuchCellsIsRefused() {
    List<String> only = List.of("no such cell");
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> new TierCheck(TIER, only, List.of()));
    assertEquals("--only no such cell: no cell of tier pr has that in its id", e.getMessage());
  }
}
