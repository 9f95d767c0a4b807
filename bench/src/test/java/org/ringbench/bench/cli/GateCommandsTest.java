package org.ringbench.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.results.ResultsFile;
import picocli.CommandLine;

/** The commands that compare: their exit codes, and one line for each kind of bad input. */
class GateCommandsTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void setUp() throws IOException {
    String json = ResultsFile.toJson(Examples.results());
    Files.writeString(folder.resolve("base.json"), json);
    Files.writeString(
        folder.resolve("worse.json"), json.replace("\"rounds\" : 18", "\"rounds\" : 19"));
    Files.writeString(folder.resolve("cut.json"), json.substring(0, 900));
    Files.writeString(folder.resolve("text.jar"), "no jar");
    try (OutputStream file = Files.newOutputStream(folder.resolve("empty.jar"));
        JarOutputStream jar = new JarOutputStream(file)) {
      jar.putNextEntry(new JarEntry("README"));
    }
  }

  private int execute(String line) {
    CommandLine command = RingBench.commandLine();
    command.setOut(new PrintWriter(out));
    command.setErr(new PrintWriter(err));
    return command.execute(line.replace("DIR", folder.toString()).split(" ", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "compare DIR/base.json DIR/base.json,              0, compare: passed",
    "compare DIR/base.json DIR/worse.json,             3, compare: regression",
    "compare DIR/base.json DIR/worse.json --format md, 3, ## compare: regression",
    "compare DIR/base.json DIR/base.json --format json, 0, {",
    "baseline check DIR/base.json --folder DIR/none,   5, baseline: incomplete",
    "trend --history DIR/none.jsonl,                   0, '0 runs, 0 series of at least 8'"
  })
  void outcomesAreExitCodes(String line, int status, String output) {
    assertEquals(status, execute(line), err.toString());
    assertTrue(out.toString().startsWith(output), out.toString());
    assertEquals("", err.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "compare DIR/base.json DIR/nowhere.json,         nowhere.json",
    "compare DIR/base.json DIR/cut.json,             cut.json",
    "compare DIR/base.json,                          HEAD.json",
    "compare DIR/base.json DIR/base.json --format pdf, '--format \"pdf\": expected text, md, json'",
    "baseline,                                       'expected show, check or accept'",
    "baseline accept DIR/base.json,                  --reason",
    "baseline check DIR/cut.json,                    cut.json",
    "baseline check DIR/base.json --tier pr,         expected one of them",
    "baseline check --only relu,                     '--only relu: expected --tier beside it'",
    "baseline check --tier huge,                     huge",
    "baseline check --tier pr --only x.y,            no cell of tier pr has that in its id",
    "gate --base DIR/no.jar --head DIR/no.jar,       'no such file: expected a benchmarks.jar'",
    "gate --base DIR/text.jar --head DIR/text.jar,   expected a benchmarks.jar",
    "gate --base DIR/empty.jar --head DIR/empty.jar, no META-INF/BenchmarkList in it",
    "gate --base DIR/empty.jar,                      --head",
    "gate --base DIR/no.jar --head DIR/no.jar --pairs 2, '--pairs 2: expected at least 3'",
    "gate --base DIR/no.jar --head DIR/no.jar --tier huge, huge",
    "trend --add DIR/nowhere.json,                   nowhere.json"
  })
  void badInputIsOneLineAndStatusTwo(String line, String message) {
    assertEquals(ExitCode.BAD_INPUT.status(), execute(line), err.toString());
    assertTrue(err.toString().contains(message), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertEquals("", out.toString());
  }

  /** No run is needed: the cell is counted here and now. */
  @Test
  void aTierIsCountedInAMoment() {
    assertEquals(5, execute("baseline check --tier smoke --only ringGemm --folder DIR/none"));
    assertTrue(out.toString().startsWith("baseline: incomplete"), out.toString());
    assertTrue(out.toString().contains("no baseline for machine class"), out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void whatIsAcceptedPassesUntilItChanges() throws IOException {
    String there = " --folder DIR/baselines";
    assertEquals(5, execute("baseline show DIR/base.json" + there));
    assertTrue(err.toString().contains("no baseline for machine class"), err.toString());
    assertEquals(0, execute("baseline accept DIR/base.json --reason first" + there));
    assertEquals(0, execute("baseline show DIR/base.json" + there));
    assertEquals(0, execute("baseline check DIR/base.json" + there));
    assertEquals(3, execute("baseline check DIR/worse.json --summary DIR/summary.md" + there));
    assertTrue(
        Files.readString(folder.resolve("summary.md")).contains("| **fail** |"), "the summary");
    assertEquals(2, execute("baseline accept DIR/base.json --reason again" + there));
    assertTrue(err.toString().contains("nothing to accept"), err.toString());
  }

  @Test
  void aBaselineOfAnOlderSchemaIsBadInput() throws IOException {
    assertEquals(0, execute("baseline accept DIR/base.json --reason first --folder DIR/baselines"));
    Path file;
    try (Stream<Path> files = Files.list(folder.resolve("baselines"))) {
      file = files.findFirst().orElseThrow();
    }
    String json = Files.readString(file);
    Files.writeString(file, json.replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 0"));
    for (String verb : List.of("show", "check", "accept --reason because")) {
      assertEquals(2, execute("baseline " + verb + " DIR/base.json --folder DIR/baselines"), verb);
    }
    assertEquals(3, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().contains("schemaVersion 0: expected 1"), err.toString());
  }

  @Test
  void aRunIsAddedToTheHistoryOnce() {
    String there = " --history DIR/history.jsonl";
    assertEquals(0, execute("trend --add DIR/base.json" + there), err.toString());
    assertTrue(out.toString().startsWith("1 runs"), out.toString());
    assertEquals(2, execute("trend --add DIR/base.json" + there));
    assertTrue(err.toString().contains("already"), err.toString());
  }
}
