package org.ringbench.bench.gate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringbench.bench.environment.CoreWatch;
import org.ringbench.bench.run.Benchmark;
import org.ringbench.bench.run.Cell;

/** How a fork is started. */
class JarMeterTest {
  /** A start that is repeated in one JVM is a warm one. */
  @ParameterizedTest
  @CsvSource({"COLD_START, -wi 0 -w 20ms -i 1", "RING_GEMM, -wi 1 -w 80ms -i 6"})
  void whatRunsOnceAForkIsNotRepeated(Benchmark benchmark, String expected) {
    BenchmarkJar jar = new BenchmarkJar(Path.of("x.jar"), Map.of("x", Set.of()), true);
    JarMeter meter =
        new JarMeter(
            Map.of(Side.BASE, jar),
            List.of(),
            ForkTiming.TIMES,
            new CoreWatch(Duration.ZERO),
            Path.of("."));
    Case what = Cases.of(Cell.of(benchmark.jmhName(), Map.of("backend", "java")));
    String command = String.join(" ", meter.command(Side.BASE, what, Path.of("r.json")));
    assertTrue(command.contains(expected), command);
  }
}
