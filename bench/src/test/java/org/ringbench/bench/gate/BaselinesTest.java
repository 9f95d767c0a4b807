package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.bench.environment.MachineClass;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.RunInfo;
import org.ringbench.bench.results.Shard;

class BaselinesTest {
  private static final Results RUN = Examples.results();
  private static final String CLASS = MachineClass.of(RUN.environment());
  private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");

  @TempDir Path folder;
  private Baselines baselines;

  @BeforeEach
  void setUp() {
    baselines = new Baselines(folder.resolve("baselines"));
  }

  private void accept(Results run, String reason) throws IOException {
    baselines.accept(run, reason, false, NOW);
  }

  private Path file() {
    return folder.resolve("baselines").resolve(CLASS + ".json");
  }

  @Test
  void withoutABaselineNothingPassesAndTheWayToOneIsNamed() throws IOException {
    Report report = baselines.check(RUN);
    assertEquals(Outcome.INCOMPLETE, report.outcome());
    String problem = report.problems().getFirst();
    assertTrue(problem.contains("no baseline for machine class " + CLASS));
    assertTrue(problem.contains("baseline accept --reason"), problem);
  }

  @Test
  void whatWasAcceptedPassesAndWhatChangedFailsUntilItIsAccepted() throws IOException {
    accept(RUN, "the first");
    assertEquals(Outcome.PASSED, baselines.check(RUN).outcome());
    Results changed = Runs.withCounter(Runs.STEP, "rounds", 19L);
    assertEquals(Outcome.REGRESSION, baselines.check(changed).outcome());
    accept(changed, "one round more for a smaller message");
    assertEquals(Outcome.PASSED, baselines.check(changed).outcome());
    assertEquals(Outcome.REGRESSION, baselines.check(RUN).outcome());
    Baseline baseline = baselines.of(RUN.environment()).orElseThrow();
    Baseline.Acceptance last = baseline.accepted().getLast();
    assertEquals("one round more for a smaller message", last.reason());
    assertEquals(NOW.toString(), last.date());
    assertEquals("0123456789ab", last.commit());
    assertEquals(List.of(Runs.STEP), last.rows());
    assertEquals(2, baseline.accepted().size(), "the history stays");
  }

  @Test
  void aRunThatFailedIsNeverAccepted() throws IOException {
    accept(RUN, "good");
    String before = Files.readString(file());
    RunInfo info = RUN.run();
    RunInfo unfinished =
        new RunInfo("7", info.startedAt(), null, info.commit(), info.tier(), "", null);
    Results changed = Runs.withCounter(Runs.STEP, "rounds", 19L);
    assertRefused(Runs.lacking("x"), "r", "is incomplete (it lacks x)");
    assertRefused(Runs.with(unfinished), "r", "does not say that it finished");
    assertRefused(Runs.with(info.with(new Shard(1, 2))), "r", "is one shard");
    assertRefused(Results.of(info, RUN.environment(), List.of(), List.of()), "r", "has no rows");
    assertRefused(changed, " ", "--reason \"\": expected why");
    assertRefused(RUN, "again", "nothing to accept");
    assertRefused(
        Runs.with(Runs.environment(List.of("-Xint"), 2, "performance")),
        "r",
        "the JVM's flags of the run alone are -Xint; remove " + file() + " to begin it anew");
    assertEquals(before, Files.readString(file()), "the file is as it was");
  }

  private void assertRefused(Results run, String reason, String message) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> accept(run, reason));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void rowsOfOtherTiersStayUnlessTheyAreToGo() throws IOException {
    accept(RUN, "all");
    Results part =
        Results.of(
            RUN.run(),
            RUN.environment(),
            Runs.withCounter(Runs.STEP, "rounds", 19L).rows().subList(0, 2),
            List.of());
    accept(part, "a part");
    assertEquals(RUN.rows().size(), baselines.of(RUN.environment()).orElseThrow().rows().size());
    baselines.accept(part, "the rest is gone", true, NOW);
    assertEquals(2, baselines.of(RUN.environment()).orElseThrow().rows().size());
    Report report = baselines.check(RUN);
    assertEquals(Outcome.REGRESSION, report.outcome());
    assertTrue(
        report.problems().getFirst().startsWith("incomplete: the baseline has no row "),
        "a row without a baseline does not pass: " + report.problems());
  }

  @Test
  void anOlderSchemaIsRefusedByName() throws IOException {
    accept(RUN, "good");
    String json = Files.readString(file());
    Files.writeString(file(), json.replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 0"));
    IOException e = assertThrows(IOException.class, () -> baselines.check(RUN));
    assertTrue(
        e.getMessage().endsWith("is a baseline of schemaVersion 0: expected 1; accept it anew"),
        e.getMessage());
    Files.writeString(file(), json.substring(0, json.length() / 2));
    e = assertThrows(IOException.class, () -> baselines.check(RUN));
    assertTrue(e.getMessage().contains("is not a complete baseline"), e.getMessage());
    Files.writeString(file(), "[]");
    e = assertThrows(IOException.class, () -> baselines.check(RUN));
    assertTrue(e.getMessage().contains("is not a baseline"), e.getMessage());
  }

  @Test
  void aBaselineUnderAnotherClassesNameIsRefused() throws IOException {
    accept(RUN, "good");
    String json = Files.readString(file());
    Files.writeString(file(), json.replace(CLASS, "another"));
    IOException e = assertThrows(IOException.class, () -> baselines.check(RUN));
    assertTrue(e.getMessage().contains("is the baseline of another"), e.getMessage());
  }

  @Test
  void showNamesRowsBudgetsAndReasons() throws IOException {
    assertFalse(baselines.show(RUN.environment()).isPresent());
    accept(RUN, "the first");
    String text = baselines.show(RUN.environment()).orElseThrow();
    assertTrue(text.contains(Runs.STEP), text);
    assertTrue(text.contains("rounds 18"), text);
    assertTrue(text.contains("heap up to 13324"), text);
    assertTrue(text.contains("the first (commit 0123456789ab, tier smoke, 15 rows)"), text);
  }
}
