package org.ringbench.party;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringbench.plan.Setting;
import org.ringbench.ring.RingBackend;
import org.ringbench.ring.RingBackendProvider;
import org.ringbench.ring.RingBackends;
import org.ringbench.ring.ScalarRingBackend;

/** Threads and lockstep: two ways to run the same steps. */
class ExecutionTest {
  @ParameterizedTest
  @CsvSource({"mlp, 0", "mlp, 3", "mlp-square, 0", "linreg, 0", "linreg, 2"})
  void lockstepGivesTheSameWordsAndTheSameTraffic(String model, int preparedSteps) {
    Training training = Training.of(model, Setting.of(16));
    Dealing dealing = preparedSteps == 0 ? Dealing.streamed() : Dealing.prepared(preparedSteps);
    SessionSpec spec = training.spec().with(dealing);
    try (Session threads = Session.open(spec);
        Session lockstep = Session.open(spec.with(Execution.LOCKSTEP))) {
      for (int step = 0; step < 3 * training.batches().size(); step++) {
        for (Session session : List.of(threads, lockstep)) {
          if (preparedSteps > 0) {
            session.prepare();
          }
          session.step();
        }
        for (int party = 0; party < 2; party++) {
          assertEquals(threads.traffic(party), lockstep.traffic(party));
        }
      }
      for (String parameter : training.start().keySet()) {
        assertArrayEquals(
            threads.revealWords(parameter), lockstep.revealWords(parameter), parameter);
      }
      assertEquals(threads.dealt(), lockstep.dealt());
      if (preparedSteps == 0) {
        assertEquals(threads.steps(), threads.dealt().steps());
      }
      if (preparedSteps > 0) { // a streamed dealer is ahead
        assertEquals(threads.dealerBytes(), lockstep.dealerBytes());
      }
    }
  }

  @Test
  void aBackendThatRecordsNothingSaysSo() {
    Training training = Training.of("linreg", Setting.of(16));
    try (Session session = Session.open(training.spec().with(Execution.GRAPH))) {
      session.step(); // before there is anything to replay
      Exception refusal = assertThrows(UnsupportedOperationException.class, session::step);
      assertEquals("the java backend records nothing", refusal.getMessage());
      assertThrows(IllegalStateException.class, session::step);
    }
  }

  @Test
  void lockstepNeedsBackendsThatAreBesideEachOther() {
    List<RingBackend> made = new ArrayList<>();
    RingBackendProvider apart =
        new ForwardingProvider(RingBackends.provider("java")) {
          @Override
          public RingBackend create() {
            made.add(new ScalarRingBackend(64));
            return made.getLast();
          }
        };
    SessionSpec spec = Training.of("linreg", Setting.of(16)).spec(apart);
    Exception refusal =
        assertThrows(
            IllegalArgumentException.class, () -> Session.open(spec.with(Execution.LOCKSTEP)));
    assertTrue(refusal.getMessage().contains("one device"), refusal.getMessage());
    assertEquals(3, made.size());
    for (RingBackend backend : made) {
      assertThrows(IllegalStateException.class, () -> backend.rowIndices(1), "left open");
    }
  }
}
