package org.ringbench.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.bench.report.section.History;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.ResultsFile;
import org.ringbench.bench.results.RunInfo;

class IndexPageTest {
  private static final History NONE = new History(List.of());

  private static Results at(String id, String time) {
    Results all = Examples.results();
    RunInfo run = new RunInfo(id, time, null, "0123456789ab", "publish", "ringbench run", null);
    return Results.of(run, all.environment(), all.rows(), all.accuracy());
  }

  @Test
  void listsTheNewestRunFirst(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("z-older.json"), ResultsFile.toJson(at("older", "2026-11-20T10:00:00Z")));
    Files.writeString(
        folder.resolve("a newer.json"), ResultsFile.toJson(at("newer", "2026-11-21T10:00:00Z")));
    Files.writeString(folder.resolve("latest.json"), "no results file: only a double");
    String index = Files.readString(IndexPage.write(folder, NONE));
    String table = index.substring(index.indexOf("Runs, newest first"));
    assertTrue(table.indexOf(">newer<") < table.indexOf(">older<"));
    Matcher link = Pattern.compile("href=\"\\./([^\"]+)\"").matcher(index);
    int links = 0;
    for (; link.find(); links++) {
      assertTrue(Files.exists(folder.resolve(link.group(1).replace("%20", " "))), link.group(1));
    }
    assertEquals(5, links, "a page and the data of each run, and the newest's once more");
    assertTrue(index.indexOf("11.4 times") < index.indexOf("id=\"trend-1\""), "the answer first");
    assertTrue(
        Pattern.compile("newer, 0123456789ab: 11\\.4 \\([0-9.]+ to [0-9.]+\\) times plaintext")
            .matcher(index)
            .find(),
        "the trend has intervals");
    assertTrue(index.contains("times plaintext") && index.contains("id=\"trend-1\""));
    assertFalse(index.contains("id=\"trend-2\""), "one machine and one step: one line");
    String picture = Files.readString(folder.resolve("headline.svg"));
    assertTrue(picture.startsWith("<svg ") && picture.contains("11.4\u00d7"), picture);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(7, files.count(), "no temporary file stays");
    }
  }

  @Test
  void oneRunIsNoTrend(@TempDir Path folder) throws IOException {
    Files.writeString(
        folder.resolve("only.json"), ResultsFile.toJson(at("only", "2026-11-20T10:00:00Z")));
    String index = Files.readString(IndexPage.write(folder, NONE));
    assertTrue(index.contains(") times plaintext in run only, the first of its kind."));
    assertFalse(index.contains("<svg"), "no line through one point");
    assertTrue(index.contains("2026-11-20 10:00"));
  }

  @Test
  void saysThatThereIsNothing(@TempDir Path folder) throws IOException {
    String index = Files.readString(IndexPage.write(folder, NONE));
    assertTrue(index.contains("No run is published in this folder."));
  }

  @Test
  void refusesAFileThatIsNone(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("run.json"), "{\"schemaVersion\": 99}");
    IOException e = assertThrows(IOException.class, () -> IndexPage.write(folder, NONE));
    assertTrue(e.getMessage().contains("run.json"), e.getMessage());
    assertFalse(Files.exists(folder.resolve("index.html")));
  }
}
