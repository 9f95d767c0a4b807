package org.ringbench.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringbench.bench.report.section.History;
import org.ringbench.bench.report.section.RunView;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.results.Results;

class PastRatiosTest {
  private static final int RUNS = 20;
  private static final int CHANGE = 12;

  @TempDir Path folder;

  private static String line(String run, String time, String cpu, String row, double ratio) {
    return """
    {"schemaVersion":1,"run":"%s","startedAt":"%s","commit":"abc","tier":"pr","machineClass":"m",\
    "cpu":"%s","milliseconds":{"x":1.0},"ratios":{"%s":%s}}
    """
        .formatted(run, time, cpu, row, ratio);
  }

  /** Runs of one row, from one of which on its ratio is a half higher. */
  private static String change(String row) {
    StringBuilder lines = new StringBuilder();
    for (int run = 0; run < RUNS; run++) {
      double ratio = (run < CHANGE ? 20 : 30) + run % 4 * 0.1;
      lines.append(line("run" + run, "2026-11-%02d".formatted(run + 1), "A", row, ratio));
    }
    return lines.toString();
  }

  private History read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("history.jsonl"), text);
    return PastRatios.of(new org.ringbench.bench.gate.History(file));
  }

  @Test
  void joinsRunsOfOneMachineInTheOrderOfTime() throws IOException {
    History history =
        read(
            line("b", "2026-11-02", "A", "row", 3)
                + line("a", "2026-11-01", "A", "row", 2)
                + line("c", "2026-11-03", "B", "row", 9)
                + "{\"run\":\"cut");
    assertEquals(
        List.of(
            new History.Series(
                "row",
                "m, A",
                "times plaintext",
                List.of(new History.Point("a", "abc", 2), new History.Point("b", "abc", 3)),
                List.of()),
            new History.Series(
                "row",
                "m, B",
                "times plaintext",
                List.of(new History.Point("c", "abc", 9)),
                List.of())),
        history.series());
  }

  @Test
  void marksWhereTheLevelChanged() throws IOException {
    History history = read(change("row"));
    assertEquals(List.of(CHANGE), history.series().getFirst().changes());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-2, 0})
  void aRatioThatIsNoneIsNamed(double ratio) {
    IOException e =
        assertThrows(
            IOException.class,
            () ->
                read(
                    line("a", "2026-11-01", "A", "row", 2)
                        + line("b", "2026-11-02", "A", "row", ratio)));
    assertTrue(
        e.getMessage().contains("history.jsonl, line 2: ")
            && e.getMessage().contains("row has " + ratio + ": expected a positive number"),
        e.getMessage());
  }

  @Test
  void aPageShowsTheHistoryOfItsHeadline() throws IOException {
    Results results = Examples.results();
    String row = new RunView(results, "").headline().orElseThrow().id();
    History history = read(change(row) + line("c", "2026-11-22", "A", "another", 30));
    String page = ReportPage.of(List.of(Source.of(results)), history);
    assertTrue(page.contains("id=\"history-1\""), page);
    assertFalse(page.contains("id=\"history-2\""), page);
    assertTrue(page.contains("<td>from here</td>"), page);
  }

  @Test
  void noFileIsNoHistory() throws IOException {
    Path absent = folder.resolve("absent");
    assertEquals(List.of(), PastRatios.of(new org.ringbench.bench.gate.History(absent)).series());
  }
}
