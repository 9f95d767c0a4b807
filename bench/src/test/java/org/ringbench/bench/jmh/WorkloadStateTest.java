package org.ringbench.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.ringbench.bench.workload.Tally;
import org.ringbench.bench.workload.Workload;
import org.ringbench.bench.workload.WrongAnswerException;

/** The life that JMH gives to a workload. */
class WorkloadStateTest {
  private final Recorded workload = new Recorded();
  private final WorkloadState state =
      new WorkloadState() {
        @Override
        Workload open() {
          return workload;
        }
      };

  @Test
  void aWorkloadIsCountedRunAndChecked() {
    state.setUp();
    workload.runs = 0;
    state.count();
    Counters counters = new Counters();
    state.prepare();
    state.run(counters);
    assertEquals(1, workload.runs);
    assertEquals(7, counters.correlations());
    assertEquals(18, counters.rounds());
    assertTrue(Double.isNaN(counters.peakBytes()), "no meaning, no count");
    assertTrue(Double.isNaN(counters.allocatedBytesPerStep()));
    state.tearDown();
    assertTrue(workload.checked && workload.closed);
  }

  @Test
  void aWrongAnswerFailsTheTrialAndStillFreesEverything() {
    state.setUp();
    workload.wrong = true;
    assertThrows(WrongAnswerException.class, state::tearDown);
    assertTrue(workload.closed);
  }

  private static final class Recorded implements Workload {
    private int runs;
    private boolean checked;
    private boolean wrong;
    private boolean closed;

    @Override
    public void run() {
      runs++;
    }

    @Override
    public Tally count() {
      return new Tally(1, 5, null, 18L, null, null, null, 7L, null);
    }

    @Override
    public void check() {
      checked = true;
      if (wrong) {
        throw new WrongAnswerException("it is wrong");
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
