package org.ringbench.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What {@code local} gives to its three processes by itself. */
class LocalCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = RingBench.commandLine();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  /** One user has started both workers: nobody else is shown anything. */
  @Test
  void aComparisonRevealsWithoutBeingAsked() {
    int status =
        run(
            "local",
            "linreg-compare",
            "--rows=60",
            "--features=2",
            "--epochs=1",
            "--batch-size=30");
    assertEquals(0, status, err::toString);
    for (int worker = 0; worker < 2; worker++) {
      String warning = "[worker %d] ringbench: warning: --reveal-for-comparison".formatted(worker);
      assertTrue(err.toString().contains(warning), err::toString);
    }
    assertTrue(out.toString().contains("slowdown"), out::toString);
  }

  @Test
  void refusesWhatItDecidesItself() {
    assertEquals(2, run("local", "linreg", "--rank=1"));
    assertEquals("ringbench: --rank is set for each process by local\n", err.toString());
  }

  @Test
  void refusesTheRowsOfOneWorkerAlone() {
    assertEquals(2, run("local", "linreg", "--data0=a.csv"));
    assertEquals("ringbench: --data0 and --data1: expected both or none\n", err.toString());
  }
}
