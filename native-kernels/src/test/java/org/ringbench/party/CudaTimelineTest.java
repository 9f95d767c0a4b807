package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringbench.cuda.CudaActivity;
import org.ringbench.cuda.Emulation;
import org.ringbench.emulator.EmulatedDriver;
import org.ringbench.party.Timeline.Part;
import org.ringbench.plan.Setting;

/** Timeline and counts of a training on the emulated driver, which defers what it is asked for. */
class CudaTimelineTest {
  private final EmulatedDriver driver = Emulation.driver();

  /**
   * The emulator computes when it is waited for: what would not be waited for at the end of its own
   * part would be found in another.
   */
  @Test
  void queuedWorkBelongsToThePartThatAsksForIt() {
    Training training = Training.of("mlp", Setting.of(16));
    SessionSpec spec = training.spec(Emulation.provider(driver)).with(Dealing.prepared(1));
    try (Session java = Session.open(training.spec().with(Dealing.prepared(1)));
        Session cuda = Session.openTraced(spec)) {
      for (Session session : List.of(java, cuda)) {
        session.prepare();
        session.step();
      }
      for (String parameter : spec.parameters().keySet()) {
        assertArrayEquals(java.revealWords(parameter), cuda.revealWords(parameter), parameter);
      }
      Timeline timeline = cuda.timeline();
      long online = timeline.total() - timeline.nanos(Part.DEALER) - timeline.nanos(Part.EXPANSION);
      // Interpreted, nothing else takes nearly as long as the products.
      assertTrue(timeline.nanos(Part.GEMM) > 0, timeline.toString());
      assertTrue(timeline.nanos(Part.COMPARISON) > 0, timeline.toString());
      assertTrue(timeline.nanos(Part.COMMUNICATION) < online / 2, timeline.toString());
      assertTrue(timeline.nanos(Part.OTHER) < online / 2, timeline.toString());
    }
    assertTrue(driver.leaks().isEmpty(), () -> driver.leaks().toString());
  }

  /** Launches of lockstep and of replayed graphs are the same kernels. */
  @Test
  void aWatchedTrainingComputesTheSame() {
    Training training = Training.of("linreg", Setting.of(16));
    long[] launches = new long[Execution.values().length];
    int index = 0;
    for (Execution execution : Execution.values()) {
      try (CudaActivity activity = CudaActivity.start();
          Session java = Session.open(training.spec());
          Session cuda = Session.open(training.spec(Emulation.provider(driver)).with(execution))) {
        for (int step = 0; step < 9; step++) {
          java.step();
          cuda.step();
        }
        CudaActivity.Counts before = activity.counts();
        for (int step = 0; step < 4; step++) {
          java.step();
          cuda.step();
        }
        CudaActivity.Counts counts = activity.counts().since(before);
        launches[index++] = counts.launches();
        assertTrue(counts.kernelNanos() > 0, counts.toString());
        for (String parameter : training.start().keySet()) {
          assertArrayEquals(java.revealWords(parameter), cuda.revealWords(parameter), parameter);
        }
      }
      assertTrue(driver.leaks().isEmpty(), () -> driver.leaks().toString());
    }
    assertTrue(launches[0] > 0, "threads");
    assertEquals(launches[1], launches[2], "lockstep and graph");
  }
}
