package org.ringbench.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringbench.bench.cli.RingBench;

/**
 * The processes as a user starts them, with the JVM's optimising compiler: the other tests stop it
 * early to start faster. Batches of two sizes, long enough for that compiler to come in: it once
 * sent frames with the length of the frame before, in one run of five.
 */
class FullCompilerTest {
  private static final int RUNS = Integer.getInteger("ringbench.runs", 1);

  @Test
  void everyFrameIsWhatItSays() {
    for (int run = 0; run < RUNS; run++) {
      StringWriter out = new StringWriter();
      StringWriter err = new StringWriter();
      LocalRun local =
          new LocalRun(RingBench.class.getName(), new PrintWriter(out), new PrintWriter(err));
      List<List<String>> none = List.of(List.of(), List.of(), List.of());
      assertEquals(0, local.run("linreg", List.of("--epochs=60"), none, null), err::toString);
    }
  }
}
