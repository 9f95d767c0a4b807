package org.ringbench.bench.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringbench.dealer.Run;
import org.ringbench.dealer.Runs;
import org.ringbench.party.SessionSpec;
import org.ringbench.plan.Setting;
import org.ringbench.protocol.Cost;
import org.ringbench.protocol.Program;
import org.ringbench.ring.RingBackends;

/** A session that does not cost what was predicted is found out. */
class MeasuredSessionTest {
  private static final int ELEMENTS = 600;
  private static final int COUNTS = 20;
  private static final Program PROGRAM = Relu.program(ELEMENTS, Setting.of(16));
  private static final Cost COST = Cost.of(PROGRAM);

  @ParameterizedTest
  @EnumSource(Phase.class)
  void rightPredictionsPass(Phase phase) {
    Tally tally = measure(phase, COST);
    assertEquals(COST.correlations(), tally.correlations());
  }

  @Test
  void aWrongNumberOfBytesIsFound() {
    requireFound(Phase.TOTAL, cost(COST.rounds(), COST.bytesSentPerParty() + 8, dealt(0)));
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void aWrongNumberOfRoundsIsFound(Phase phase) {
    requireFound(phase, cost(COST.rounds() - 1, COST.bytesSentPerParty(), dealt(0)));
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void aWrongNumberOfDealersBytesIsFound(Phase phase) {
    requireFound(phase, cost(COST.rounds(), COST.bytesSentPerParty(), dealt(8)));
  }

  /** Only every second step deals, for itself and the next. */
  @ParameterizedTest
  @EnumSource(Phase.class)
  void theHeapOfAStepIsTheSameAfterAnyNumberOfSteps(Phase phase) {
    try (MeasuredSession session = open(phase, COST)) {
      session.firstStep(0);
      long[] least = {Long.MAX_VALUE, Long.MAX_VALUE}; // after an even and an odd number
      for (int i = 0; i < COUNTS; i++) {
        int parity = (int) (session.session().steps() % 2);
        least[parity] = Math.min(least[parity], session.count().allocatedBytes());
        if (i % 2 == 0) {
          session.step();
        }
      }
      assertEquals(1, (double) least[1] / least[0], 0.3, Arrays.toString(least));
    }
  }

  private static void requireFound(Phase phase, Cost wrong) {
    assertThrows(WrongAnswerException.class, () -> measure(phase, wrong));
  }

  private static long dealt(int more) {
    return COST.dealerBytes() + more;
  }

  private static Cost cost(int rounds, long bytes, long dealerBytes) {
    return new Cost(
        rounds,
        bytes,
        COST.bytesPerNewRow(),
        dealerBytes,
        COST.correlationBytes(),
        COST.correlations(),
        COST.partyMultiplyAdds(),
        COST.dealerMultiplyAdds());
  }

  private static MeasuredSession open(Phase phase, Cost cost) {
    SessionSpec spec =
        new SessionSpec(
            RingBackends.provider("java"),
            16,
            Map.of(SignedVector.NAME, SignedVector.of(ELEMENTS)),
            List.of(),
            Runs.cycle(List.of(Run.of(PROGRAM))));
    return new MeasuredSession(spec, phase, cost);
  }

  private static Tally measure(Phase phase, Cost cost) {
    try (MeasuredSession session = open(phase, cost)) {
      session.firstStep(0);
      Tally tally = session.count();
      session.prepare();
      session.run();
      session.check();
      return tally;
    }
  }
}
