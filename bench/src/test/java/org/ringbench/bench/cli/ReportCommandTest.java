package org.ringbench.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.bench.results.Examples;
import org.ringbench.bench.results.ResultsFile;
import picocli.CommandLine;

class ReportCommandTest {
  @TempDir Path folder;
  private Path run;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void write() throws IOException {
    run = folder.resolve("run.json");
    Files.writeString(run, ResultsFile.toJson(Examples.results()));
  }

  private int execute(Object... arguments) {
    CommandLine line = RingBench.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] words = new String[arguments.length + 1];
    words[0] = "report";
    for (int i = 0; i < arguments.length; i++) {
      words[i + 1] = arguments[i].toString();
    }
    return line.execute(words);
  }

  private void assertRefused(String message, Object... arguments) {
    assertEquals(ExitCode.BAD_INPUT.status(), execute(arguments));
    assertEquals(1, err.toString().lines().count(), err.toString());
    assertTrue(err.toString().contains(message), err.toString());
  }

  @Test
  void writesThePageBesideTheRun() throws IOException {
    assertEquals(0, execute(run));
    Path page = folder.resolve("run.html");
    assertEquals("Report: " + page + System.lineSeparator(), out.toString());
    assertTrue(Files.readString(page).startsWith("<!DOCTYPE html>"));
  }

  @Test
  void writesThePageWhereItIsWanted() {
    Path page = folder.resolve("new").resolve("page.html");
    assertEquals(0, execute(run, "--out", page));
    assertTrue(Files.exists(page));
    assertFalse(Files.exists(folder.resolve("run.html")));
  }

  @Test
  void writesTheIndexOfAFolder() {
    assertEquals(0, execute("--index", folder));
    assertTrue(Files.exists(folder.resolve("index.html")));
    assertTrue(Files.exists(folder.resolve("run.html")));
  }

  @Test
  void refusesWhatItCannotUse() throws IOException {
    assertRefused("expected a RUN.json");
  }

  @Test
  void refusesAMissingFile() {
    assertRefused("there is no such file", folder.resolve("absent.json"));
  }

  @Test
  void refusesATruncatedFile() throws IOException {
    String text = Files.readString(run);
    Files.writeString(run, text.substring(0, text.length() / 2));
    assertRefused("run.json is not a complete results file", run);
  }

  @Test
  void refusesARunThatIsGivenTwice() {
    assertRefused("is given twice", run, run);
  }

  @Test
  void refusesAPageThatCannotBeWritten() {
    assertRefused("cannot be written", run, "--out", run.resolve("page.html"));
  }

  @Test
  void refusesAnIndexWithRuns() {
    assertRefused("--index", run, "--index", folder);
  }
}
