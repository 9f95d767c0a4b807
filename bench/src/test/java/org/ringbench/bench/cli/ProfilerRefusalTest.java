package org.ringbench.bench.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.ringbench.cuda.CudaBackendProvider;
import picocli.CommandLine;

/** A profiler that cannot run here is bad input, before anything is measured. */
class ProfilerRefusalTest {
  @Test
  void theGpuProfilerNeedsAGpu() {
    assumeTrue(new CudaBackendProvider().unavailable().isPresent(), "this machine has a GPU");
    StringWriter err = new StringWriter();
    CommandLine line = RingBench.commandLine().setErr(new PrintWriter(err, true));
    assertEquals(
        ExitCode.BAD_INPUT.status(), line.execute("run", "--tier=smoke", "--jmh-args=-prof gpu"));
    String message = err.toString();
    assertEquals(1, message.lines().count(), message);
    assertTrue(message.contains("-prof gpu needs an NVIDIA GPU: "), message);
  }
}
