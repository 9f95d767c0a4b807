package org.ringbench.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.ResultsFile;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.results.RunInfo;
import org.ringbench.bench.results.Shard;
import picocli.CommandLine;

/** {@code merge} and {@code export}: what they write, and how they end. */
class ResultsCommandsTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path merged;

  @BeforeEach
  void setUp() {
    merged = folder.resolve("merged.json");
  }

  @Test
  void shardsBecomeOneFile() throws IOException {
    List<Row> rows = Examples.rows();
    Path one = shard(1, Examples.environment(), rows.subList(0, 4));
    Path two = shard(2, Examples.environment(), rows.subList(4, rows.size()));
    assertEquals(0, run("merge", two, one, "--out", merged), err.toString());
    assertEquals(rows, ResultsFile.read(merged).rows());
    assertEquals(Examples.results().ratios(), ResultsFile.read(merged).ratios());
  }

  @Test
  void aMissingShardIsNamedAndTheRestIsWritten() throws IOException {
    Path one = shard(1, Examples.environment(), Examples.rows());
    assertEquals(5, run("merge", one, "--out", merged));
    assertTrue(err.toString().contains("shard 2/2: no file of it"), err.toString());
    assertFalse(ResultsFile.read(merged).isComplete());
    assertEquals(5, run("export", merged, "--to", "csv"), "incomplete results stay so");
    assertTrue(out.toString().startsWith("id,benchmark,"), out.toString());
  }

  @Test
  void unlikeMachinesEndWithSix() throws IOException {
    Path one = shard(1, Examples.environment(), Examples.rows());
    Path two = shard(2, Examples.otherMachine(), List.of());
    assertEquals(6, run("merge", one, two, "--out", merged));
    assertOneLine("the CPU is Example CPU in " + one + " and Other CPU in " + two);
    assertFalse(Files.exists(merged));
  }

  @Test
  void filesThatAreNoShardsEndWithTwo() throws IOException {
    Path whole = folder.resolve("whole.json");
    ResultsFile.write(Examples.results(), whole);
    assertEquals(2, run("merge", whole, "--out", merged));
    assertOneLine(whole + " is a whole run: expected the file of a shard");
    assertEquals(2, run("merge", whole, "--out", whole));
    assertOneLine("--out " + whole + ": expected none of the files to merge");
    Path foreign = Files.writeString(folder.resolve("foreign.json"), "{}");
    assertEquals(2, run("merge", foreign, "--out", merged));
    assertOneLine("foreign.json is not a results file: it has no schemaVersion");
    assertEquals(2, run("merge", folder.resolve("none.json"), "--out", merged));
    assertOneLine("none.json cannot be read: there is no such file");
    assertFalse(Files.exists(merged));
  }

  @Test
  void exportsGoToAFileToo() throws IOException {
    Path whole = folder.resolve("whole.json");
    ResultsFile.write(Examples.results(), whole);
    Path csv = folder.resolve("new").resolve("rows.csv");
    assertEquals(0, run("export", whole, "--to", "csv", "--out", csv), err.toString());
    assertEquals(Examples.rows().size() + 1, Files.readAllLines(csv).size());
    assertEquals("", out.toString());
  }

  @Test
  void badInputToExportIsNamed() throws IOException {
    Path whole = folder.resolve("whole.json");
    ResultsFile.write(Examples.results(), whole);
    assertEquals(2, run("export", whole, "--to", "xml"));
    assertOneLine("--to \"xml\": expected csv or github-action-benchmark or bencher or otava");
    assertEquals(2, run("export", whole, whole, "--to", "bencher"));
    assertOneLine("--to bencher takes the results of one run, not of 2");
    Path below = whole.resolve("below.csv");
    assertEquals(2, run("export", whole, "--to", "csv", "--out", below));
    assertOneLine("the folder " + whole + " cannot be made: ");
  }

  @Test
  void otavaTakesOneMachine() throws IOException {
    Path here = folder.resolve("here.json");
    Path there = folder.resolve("there.json");
    ResultsFile.write(Examples.results(), here);
    ResultsFile.write(
        Results.of(Examples.run(), Examples.otherMachine(), Examples.rows(), List.of()), there);
    assertEquals(6, run("export", here, there, "--to", "otava"));
    assertOneLine("were not measured on machines of one kind");
    assertEquals(0, run("export", here, there, "--to", "csv"));
  }

  @Test
  void aCommitWithChangesIsRemarkedOn() throws IOException {
    RunInfo clean = Examples.run();
    RunInfo changed =
        new RunInfo(
            clean.id(),
            clean.startedAt(),
            null,
            clean.commit() + "+changes",
            clean.tier(),
            clean.command(),
            new Shard(1, 1));
    Path file = folder.resolve("changed.json");
    ResultsFile.write(
        Results.of(changed, Examples.environment(), Examples.rows(), List.of()), file);
    assertEquals(0, run("merge", file, "--out", merged));
    assertTrue(err.toString().contains("nothing shows that all shards measured the same"));
  }

  /** A command that touches no results file does not wait for the schema's checker. */
  @Test
  void helpDoesNotLoadTheSchemas() throws Exception {
    Path log = folder.resolve("classes.log");
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                RingBench.class.getName(),
                "merge",
                "--help")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, java.waitFor());
    String loaded = Files.readString(log);
    assertTrue(loaded.contains(MergeCommand.class.getName()), "the log shows classes");
    assertFalse(loaded.contains("com.networknt"), "the checker is loaded");
  }

  private Path shard(int index, Environment environment, List<Row> rows) throws IOException {
    Path file = folder.resolve("shard-" + index + ".json");
    Results results =
        Results.of(
            Examples.run().with(new Shard(index, 2)), environment, List.of(), rows, List.of());
    ResultsFile.write(results, file);
    return file;
  }

  private int run(Object... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = RingBench.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    String[] arguments = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      arguments[i] = words[i].toString();
    }
    return line.execute(arguments);
  }

  private void assertOneLine(String expected) {
    assertTrue(err.toString().contains(expected), err.toString());
    assertEquals(1, err.toString().lines().count(), err.toString());
  }
}
