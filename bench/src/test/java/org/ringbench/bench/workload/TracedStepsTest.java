package org.ringbench.bench.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringbench.bench.workload.TracedSteps.Traced;
import org.ringbench.net.NetworkProfile;
import org.ringbench.party.Execution;
import org.ringbench.party.Timeline;
import org.ringbench.party.Timeline.Part;

/** The parts of a step's time, from traced steps. */
class TracedStepsTest {
  private static final Set<Part> PARTS = EnumSet.of(Part.GEMM, Part.OTHER);

  private static Traced step(long nanos, long gemm, long other) {
    return new Traced(nanos, new Timeline(Map.of(Part.GEMM, gemm, Part.OTHER, other)));
  }

  @ParameterizedTest
  @CsvSource({
    "TOTAL, 'gemm truncation comparison selection communication waiting other expansion dealer'",
    "ONLINE, 'gemm truncation comparison selection communication waiting other'",
    "OFFLINE, 'expansion dealer'"
  })
  void everyPhaseHasItsParts(Phase phase, String parts) {
    TrainingTask task = TrainingTask.of("mlp", "relu", DataSource.ofProperties());
    try (Workload steps =
        new TrainingStep(
                "encrypted",
                phase,
                16,
                TrainingStep.setting(16, "radix4"),
                "java",
                Execution.THREADS,
                NetworkProfile.LAN_10G,
                0)
            .open(task)) {
      Map<String, Double> traced = steps.trace(0);
      assertEquals(parts, String.join(" ", traced.keySet()));
      traced.forEach((part, millis) -> assertTrue(millis > 0, part + ": " + millis));
      long before = SessionCounts.now().steps();
      steps.trace(0);
      assertEquals(before, SessionCounts.now().steps(), "a session that nobody measures");
    }
  }

  @Test
  void theMiddleHalfCounts() {
    List<Traced> steps =
        LongStream.of(1, 100, 102, 104, 106, 1_000, 2, 9_000)
            .mapToObj(n -> step(n * 1_000_000, n * 750_000, n * 250_000))
            .toList();
    assertEquals(Map.of("gemm", 0.75 * 103, "other", 0.25 * 103), TracedSteps.mean(steps, PARTS));
  }

  @Test
  void partsThatDoNotSumToTheStepsAreNoResult() {
    assertEquals(1, TracedSteps.mean(List.of(step(1_000_000, 980_000, 0)), PARTS).size() - 1);
    for (long sum : new long[] {979_000, 1_021_000}) {
      Exception wrong =
          assertThrows(
              WrongAnswerException.class,
              () -> TracedSteps.mean(List.of(step(1_000_000, sum - 10, 10)), PARTS));
      assertEquals(
          "the parts of party 0's timeline sum to %.3f ms: the steps took 1.000 ms"
              .formatted(sum / 1e6),
          wrong.getMessage());
    }
  }

  /** Time that a phase has no name for is missing from its sum. */
  @Test
  void aPartOfAnotherPhaseIsNotLost() {
    Traced step =
        new Traced(
            1_000_000,
            new Timeline(Map.of(Part.GEMM, 500_000L, Part.OTHER, 400_000L, Part.DEALER, 100_000L)));
    assertThrows(WrongAnswerException.class, () -> TracedSteps.mean(List.of(step), PARTS));
  }
}
