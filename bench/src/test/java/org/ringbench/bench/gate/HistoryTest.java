package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.RunInfo;

class HistoryTest {
  @TempDir Path folder;

  private History history() {
    return new History(folder.resolve("results").resolve("history.jsonl"));
  }

  private static Results run(int day, double milliseconds) {
    RunInfo run =
        new RunInfo(
            "run" + day,
            "2026-11-%02dT04:00:00Z".formatted(day),
            "2026-11-%02dT05:00:00Z".formatted(day),
            "commit" + day,
            "nightly",
            "",
            null);
    return Results.of(
        run,
        Examples.results().environment(),
        List.of(
            Examples.row("ringGemm", Map.of("size", "8x8x8"), milliseconds, Map.of()),
            Examples.row("relu", Map.of("elements", "9"), 3 + day % 3 * 0.01, Map.of())),
        List.of());
  }

  @Test
  void aStepIsFoundWhereItHappened() throws IOException {
    History history = history();
    for (int day = 1; day <= 20; day++) {
      history.add(run(day, (day < 13 ? 5 : 5.5) + day % 4 * 0.02));
    }
    Trend.Findings found = Trend.of(history);
    assertEquals(20, found.runs());
    assertEquals(2, found.series());
    assertEquals(1, found.changes().size(), found.toString());
    Trend.Change change = found.changes().getFirst();
    assertEquals("ringGemm 8x8x8", change.series());
    assertEquals("commit13", change.commit());
    assertEquals(0.1, change.growth(), 0.01);
  }

  @Test
  void otherMachinesAreOtherSeries() throws IOException {
    History history = history();
    for (int day = 1; day <= 14; day++) {
      Results run = run(day, day < 8 ? 5 : 7);
      history.add(
          Results.of(
              run.run(),
              Runs.environment(List.of(), day < 8 ? 2 : 64, "performance"),
              run.rows(),
              List.of()));
    }
    assertEquals(List.of(), Trend.of(history).changes());
  }

  @Test
  void aCutLastLineIsDroppedAndTheNextIsWhole() throws IOException {
    History history = history();
    history.add(run(1, 5));
    Path file = folder.resolve("results").resolve("history.jsonl");
    Files.writeString(file, "{\"schemaVersion\":1,\"ru", StandardOpenOption.APPEND);
    assertEquals(1, history.entries().size());
    history.add(run(2, 5));
    assertEquals(List.of("run1", "run2"), history.entries().stream().map(e -> e.run()).toList());
    assertEquals(2, Files.readString(file).lines().count());
  }

  @Test
  void whatIsNoGoodRunIsRefused() throws IOException {
    History history = history();
    history.add(run(1, 5));
    assertRefused(run(1, 5), "is in ");
    assertRefused(Runs.lacking("x"), "is incomplete");
    Results run = run(2, 5);
    RunInfo back =
        new RunInfo("run2", run.run().startedAt(), "2026-11-01T00:00:00Z", "c", "t", "", null);
    assertRefused(
        Results.of(back, run.environment(), run.rows(), List.of()), "its clock stepped back");
    assertEquals(1, history.entries().size());
  }

  private void assertRefused(Results run, String message) {
    Exception e = assertThrows(IllegalArgumentException.class, () -> history().add(run));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  @Test
  void aBrokenLineIsNamed() throws IOException {
    history().add(run(1, 5));
    Path file = folder.resolve("results").resolve("history.jsonl");
    Files.writeString(file, "{\"schemaVersion\":9}\n", StandardOpenOption.APPEND);
    IOException e = assertThrows(IOException.class, () -> history().entries());
    assertTrue(e.getMessage().contains("history.jsonl, line 2: "), e.getMessage());
  }
}
