package org.ringbench.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.ResultsFile;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.workload.FaultyBackend;
import org.ringbench.ring.RingBackendProvider;

/** The command in a process of its own, with JMH and its forks. */
class RealRunTest {
  @TempDir Path folder;

  /** The same product by a backend that is right and by one that is wrong. */
  @Test
  void aWrongAnswerFailsTheRunAndNamesItsCell() throws Exception {
    Path services = Files.createDirectories(folder.resolve("faulty/META-INF/services"));
    Files.writeString(
        services.resolve(RingBackendProvider.class.getName()), FaultyBackend.class.getName());
    Path out = folder.resolve("results");
    Path err = folder.resolve("err.txt");
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + folder + "/faulty",
                "-Djmh.ignoreLock=true",
                RingBench.class.getName(),
                "run",
                "--backend=java,faulty",
                "--jmh-args=-p size=3x4x5 -i 1 -r 5ms -w 5ms",
                "--out=" + out,
                "^ringGemm")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(err.toFile())
            .start();
    assertTrue(run.waitFor(2, TimeUnit.MINUTES));
    String told = Files.readString(err);
    assertEquals(ExitCode.INTERNAL_ERROR.status(), run.exitValue(), told);
    assertTrue(
        told.contains("ringbench: wrong answer: ringGemm backend=faulty size=3x4x5: "), told);
    assertTrue(told.contains("\nTook 0:"), told);
    assertFalse(told.contains("\u001b"), "neither progress nor colours in a file");
    Results results = ResultsFile.read(out.resolve(ResultsFile.LATEST));
    assertEquals(
        List.of("ringGemm backend=java size=3x4x5"), results.rows().stream().map(Row::id).toList());
    assertEquals(
        List.of("ringGemm backend=faulty size=3x4x5"),
        results.missing().stream().map(Missing::id).toList());
    assertTrue(told.contains("\nReport: " + out.resolve("latest.html") + "\n"), told);
    String page = Files.readString(out.resolve("latest.html"));
    assertTrue(
        page.contains("ringGemm backend=faulty size=3x4x5"), "what is missing is on the page");
  }
}
