package org.ringbench.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of correlations that do not fit the run at hand, or are damaged. */
class DealtFileTest {
  private static final String[] SMALL = {"--rows=200", "--features=8", "--batch-size=50"};

  @TempDir Path folder;
  private Path file0;
  private Path file1;

  @BeforeEach
  void deal() throws Exception {
    List<String> command = new ArrayList<>(Trio.java());
    command.addAll(
        List.of(
            "worker",
            "deal",
            "--to=" + folder.resolve("dealt"),
            "--for=linreg",
            "--worker-rows=100,100",
            "--features=8",
            "--batch-size=50",
            "--epochs=3"));
    assertEquals(0, Trio.builder(command, folder.resolve("deal.log")).start().waitFor());
    file0 = folder.resolve("dealt.worker0");
    file1 = folder.resolve("dealt.worker1");
  }

  private Trio run(String... arguments) throws Exception {
    Trio trio = new Trio(folder, 2, Trio.with(SMALL, arguments));
    trio.start(
        "linreg",
        List.of("--correlations=" + file0),
        List.of("--correlations=" + file1),
        List.of());
    return trio;
  }

  /** Refused at both, and not used up by it: the right run can still have the files. */
  @Test
  void refusesTheFileOfAnotherRun() throws Exception {
    try (Trio trio = run("--epochs=4")) {
      trio.assertEnds(2, 2);
      for (int worker = 0; worker < 2; worker++) {
        assertEquals(
            "ringbench: the file of correlations was dealt for another run: epochs is 4, and was 3",
            trio.last(worker));
      }
    }
    try (Trio trio = run("--epochs=3")) {
      trio.assertEnds(0, 0);
    }
  }

  /** Worker 1 says what is wrong with its file; worker 0 that worker 1 stopped. */
  @Test
  void stopsAtADamagedStep() throws Exception {
    byte[] bytes = Files.readAllBytes(file1);
    bytes[bytes.length - 8] ^= 1;
    Files.write(file1, bytes);
    try (Trio trio = run("--epochs=3")) {
      trio.assertEnds(7, 2);
      assertEquals("ringbench: " + file1 + ": is damaged at step 11", trio.last(1));
      String last = trio.last(0);
      assertTrue(last.matches(".*at step 12 \\(epoch 3\\): worker 1 stopped.*"), last);
    }
  }

  /** Both files of another deal are as good; one of each is not. */
  @Test
  void refusesFilesOfTwoDeals() throws Exception {
    Path first = Files.move(file0, folder.resolve("first"));
    Files.delete(file1);
    deal();
    file0 = first;
    try (Trio trio = run("--epochs=3")) {
      trio.assertEnds(2, 2);
      for (int worker = 0; worker < 2; worker++) {
        String last = trio.last(worker);
        assertTrue(last.matches(".*do not agree: session.dealing is file \\w+ at .*"), last);
      }
    }
  }
}
