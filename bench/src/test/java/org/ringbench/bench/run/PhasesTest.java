package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.runner.options.Options;
import org.ringbench.bench.jmh.profile.PhaseProfiler;
import org.ringbench.cuda.CudaBackendProvider;

/** Parts of a timeline on their way from the forks to a row. */
class PhasesTest {
  private static Fork fork(double gemm, double waiting) {
    return new Fork(
        gemm + waiting,
        Map.of(
            "phases.gemm", List.of(gemm),
            "phases.waiting", List.of(waiting),
            "rounds", List.of(8.0, 8.0)));
  }

  private static Cell cell(String axes) {
    return Grid.parse("trainingStep " + axes).getFirst();
  }

  @Test
  void theForkInTheMiddleCounts() {
    List<Fork> forks = List.of(fork(5, 5), fork(1, 1), fork(9, 2)); // sums 10, 2, 11
    assertEquals(Map.of("gemm", 5.0, "waiting", 5.0), Phases.of(forks));
    assertEquals(List.of("gemm", "waiting"), List.copyOf(Phases.of(forks).keySet()));
    Fork untraced = new Fork(3, Map.of("rounds", List.of(8.0)));
    assertEquals(Map.of("gemm", 1.0, "waiting", 1.0), Phases.of(List.of(untraced, fork(1, 1))));
    assertEquals(Map.of(), Phases.of(List.of(untraced)));
  }

  @ParameterizedTest
  @CsvSource({
    "model=mlp phase=online, true",
    "model=linreg phase=offline, true",
    "model=mlp phase=total, false",
    "model=mlp phase=online backend=cuda execution=graph, false",
    "model=mlp engine=java-float, false"
  })
  void onlyEncryptedPhasesAreTracedUnasked(String axes, boolean traced) {
    assertEquals(traced, Phases.areTraced(cell(axes)));
    JmhArguments arguments = JmhArguments.parse("-prof mpc");
    Options fork = arguments.fork(cell(axes), new Timing(1, 4, Duration.ofMillis(100)), List.of());
    assertTrue(fork.getProfilers().stream().anyMatch(p -> p.getKlass().equals("mpc")));
    assertEquals(
        traced,
        fork.getProfilers().stream()
            .anyMatch(p -> p.getKlass().equals(PhaseProfiler.class.getName())));
    assertFalse(JmhArguments.parse("").hasProfilers(), "what is unasked is not reported");
  }

  @Test
  void otherBenchmarksHaveNoPhases() {
    assertFalse(Phases.areTraced(Grid.parse("relu elements=1000").getFirst()));
    assertFalse(Phases.areTraced(Grid.parse("ringPeak").getFirst()));
  }

  @Test
  void aProfilerThatCannotRunIsRefusedBeforeAnythingStarts() {
    assumeTrue(new CudaBackendProvider().unavailable().isPresent(), "this machine has a GPU");
    for (String name : List.of("gpu", "nonsense")) {
      Exception refusal =
          assertThrows(
              IllegalArgumentException.class, () -> JmhArguments.parse("-prof mpc -prof " + name));
      assertTrue(
          refusal.getMessage().startsWith("JMH arguments -prof " + name + ": "),
          refusal.getMessage());
      assertEquals(1, refusal.getMessage().lines().count());
    }
  }
}
