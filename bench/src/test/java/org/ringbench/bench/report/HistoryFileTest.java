package org.ringbench.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.bench.report.section.History;
import org.ringbench.bench.report.section.RunView;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.results.Results;

class HistoryFileTest {
  @TempDir Path folder;

  private static String line(String run, String time, String cpu, String row, double ratio) {
    return """
    {"schemaVersion":1,"run":"%s","startedAt":"%s","commit":"abc","tier":"pr","machineClass":"m",\
    "cpu":"%s","milliseconds":{"x":1.0},"ratios":{"%s":%s}}
    """
        .formatted(run, time, cpu, row, ratio);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("history.jsonl"), text);
  }

  @Test
  void joinsRunsOfOneMachineInTheOrderOfTime() throws IOException {
    Path file =
        file(
            line("b", "2026-11-02", "A", "row", 3)
                + line("a", "2026-11-01", "A", "row", 2)
                + line("c", "2026-11-03", "B", "row", 9)
                + "{\"run\":\"cut");
    History history = HistoryFile.read(file, List.of(new HistoryFile.Change("m, A", "row", "b")));
    assertEquals(
        List.of(
            new History.Series(
                "row",
                "m, A",
                "times plaintext",
                List.of(new History.Point("a", "abc", 2), new History.Point("b", "abc", 3)),
                List.of(1)),
            new History.Series(
                "row",
                "m, B",
                "times plaintext",
                List.of(new History.Point("c", "abc", 9)),
                List.of())),
        history.series());
  }

  @Test
  void namesTheLineThatItCannotRead() throws IOException {
    Path file = file(line("a", "2026-11-01", "A", "row", 2) + "{\"run\": \"b\"}\n");
    IOException e = assertThrows(IOException.class, () -> HistoryFile.read(file, List.of()));
    assertTrue(e.getMessage().contains("history.jsonl, line 2: expected a run"), e.getMessage());
    Path negative = file(line("a", "2026-11-01", "A", "row", -2));
    assertThrows(IOException.class, () -> HistoryFile.read(negative, List.of()));
  }

  @Test
  void aPageShowsTheHistoryOfItsHeadline() throws IOException {
    Results results = Examples.results();
    String row = new RunView(results, "").headline().orElseThrow().id();
    Path file =
        file(
            line("a", "2026-11-01", "A", row, 20)
                + line("b", "2026-11-02", "A", row, 30)
                + line("c", "2026-11-02", "A", "another", 30));
    History history = HistoryFile.read(file, List.of(new HistoryFile.Change("m, A", row, "b")));
    String page = ReportPage.of(List.of(Source.of(results)), history);
    String part =
        page.substring(
            page.indexOf("<section id=\"history\""), page.indexOf("<section id=\"peers\""));
    assertTrue(page.contains("id=\"history-1\"") && !page.contains("id=\"history-2\""), part);
    assertTrue(page.contains("<td>from here</td>"));
  }

  @Test
  void noFileIsNoHistory() throws IOException {
    assertEquals(List.of(), HistoryFile.read(folder.resolve("absent"), List.of()).series());
  }
}
