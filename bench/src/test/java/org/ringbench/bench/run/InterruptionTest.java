package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.ResultsFile;

/** Signals to a real process in the middle of a run. */
class InterruptionTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void finishedRowsAreKeptAndMarked(String signal, int status) throws Exception {
    Path err = folder.resolve("err.txt");
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                InterruptedRun.class.getName(),
                folder.toString())
            .redirectError(err.toFile())
            .start();
    try (BufferedReader out = run.inputReader()) {
      String line = out.readLine();
      assertTrue(line != null && line.startsWith("waiting "), () -> line + read(err));
      long child = Long.parseLong(line.substring("waiting ".length()));
      assertTrue(ProcessHandle.of(child).isPresent());
      new ProcessBuilder("kill", "-" + signal, String.valueOf(run.pid())).start().waitFor();
      assertTrue(run.waitFor(30, TimeUnit.SECONDS), "it ends");
      assertEquals(status, run.exitValue(), () -> read(err));
      assertEquals("kept 1", out.readLine(), () -> read(err));
      assertFalse(
          ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false), "its child is gone");
    } finally {
      run.destroyForcibly();
    }
    Results results = ResultsFile.read(folder.resolve(ResultsFile.LATEST));
    assertFalse(results.isComplete());
    assertEquals(
        List.of("ringGemm backend=java size=1x1x1"),
        results.rows().stream().map(r -> r.id()).toList());
    assertEquals(List.of(2.0, 3.0, 4.0), results.rows().getFirst().forks());
    assertEquals(
        List.of(
            new Missing("ringGemm backend=java size=1x1x1", "interrupted after 3 of 4 forks"),
            new Missing("ringGemm backend=java size=2x2x2", "interrupted after 2 of 4 forks"),
            new Missing("ringGemm backend=java size=3x3x3", "crashed"),
            new Missing("accuracy mlp java-float", "interrupted"),
            new Missing("accuracy mlp fixed fractionBits=16", "interrupted"),
            new Missing("accuracy mlp encrypted fractionBits=16", "interrupted")),
        results.missing());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      return e.toString();
    }
  }
}
