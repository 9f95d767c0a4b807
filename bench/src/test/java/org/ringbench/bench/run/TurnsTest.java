package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.workload.DataSource;

class TurnsTest implements Turns.Listener {
  private static final List<Cell> CELLS =
      Grid.parse("ringGemm size=1x1x1,2x2x2,3x3x3 backend=cuda");
  private static final Fork FORK = new Fork(2, Map.of("threads", List.of(1.0)));

  private final List<String> heard = new ArrayList<>();
  private final AtomicInteger forksLeft = new AtomicInteger(100);

  @Test
  void cellsTakeTurns() throws IOException {
    Measured measured = run(3, _ -> FORK);
    assertEquals(List.of("0.1", "1.1", "2.1", "0.2", "1.2", "2.2", "0.3", "1.3", "2.3"), heard);
    assertEquals(3, measured.rows().size());
    assertTrue(measured.missing().isEmpty());
  }

  @Test
  void aCellThatFailsLeavesTheOthersTheirTurn() throws IOException {
    Measured measured = run(3, cell -> lost(cell, false));
    assertEquals(List.of("0.1", "1 lost", "2.1", "0.2", "2.2", "0.3", "2.3"), heard);
    assertEquals(List.of("1x1x1", "3x3x3"), measured.rows().stream().map(Row::size).toList());
    assertEquals(
        List.of(new Missing("ringGemm backend=cuda size=2x2x2", "lost")), measured.missing());
    assertTrue(measured.wrong().isEmpty());
  }

  @Test
  void aWrongAnswerIsMoreThanMissing() throws IOException {
    Measured measured = run(3, cell -> lost(cell, true));
    assertEquals(
        List.of(new Missing("ringGemm backend=cuda size=2x2x2", "lost")), measured.wrong());
    assertEquals(measured.wrong(), measured.missing());
  }

  @Test
  void aCrashInTheLastForkCostsTheRow() throws IOException {
    AtomicInteger forks = new AtomicInteger();
    Measured measured =
        run(3, cell -> forks.incrementAndGet() == 9 ? lost(CELLS.get(1), false) : FORK);
    assertEquals(2, measured.rows().size());
    assertEquals(1, measured.missing().size());
  }

  @Test
  void withoutTimeForEnoughForksACellHasNoRow() throws IOException {
    forksLeft.set(8);
    Measured measured = run(3, _ -> FORK);
    assertEquals(2, measured.rows().size());
    assertEquals(
        List.of(new Missing("ringGemm backend=cuda size=3x3x3", "time limit after 2 of 3 forks")),
        measured.missing());
  }

  @Test
  void aRowOfFewerForksThanAskedForIsMarked() throws IOException {
    forksLeft.set(11);
    Measured measured = run(4, _ -> FORK);
    assertEquals(3, measured.rows().size());
    assertEquals(
        List.of(new Missing("ringGemm backend=cuda size=3x3x3", "time limit after 3 of 4 forks")),
        measured.missing());
  }

  @Test
  void aForkThatIsStoppedIsNoFailureOfItsCell() throws IOException {
    AtomicReference<Turns> turns = new AtomicReference<>();
    AtomicInteger forks = new AtomicInteger();
    ForkRunner runner =
        cell -> {
          if (forks.incrementAndGet() == 5) {
            turns.get().stop();
            throw new MeasurementException("killed", null);
          }
          return FORK;
        };
    turns.set(turns(3, runner));
    turns.get().run();
    assertEquals(5, forks.get(), "none starts afterwards");
    assertEquals(
        List.of(
            "interrupted after 2 of 3 forks",
            "interrupted after 1 of 3 forks",
            "interrupted after 1 of 3 forks"),
        turns.get().soFar("interrupted").missing().stream().map(Missing::reason).toList());
  }

  @Test
  void aCellWithoutCountersIsMissing() throws IOException {
    Measured measured = run(3, _ -> new Fork(1, Map.of("rounds", List.of(Double.NaN))));
    assertEquals(
        List.of("gave no counters"),
        measured.missing().stream().map(Missing::reason).distinct().toList());
    assertTrue(measured.rows().isEmpty());
  }

  private static Fork lost(Cell cell, boolean wrong) throws MeasurementException {
    if (cell.equals(CELLS.get(1))) {
      throw new MeasurementException("lost", null, wrong);
    }
    return FORK;
  }

  private Measured run(int forks, ForkRunner runner) throws IOException {
    Turns turns = turns(forks, runner);
    turns.run();
    return turns.soFar("time limit");
  }

  private Turns turns(int forks, ForkRunner runner) {
    Programs programs = new Programs(DataSource.ofProperties());
    return new Turns(CELLS, forks, runner, programs, () -> forksLeft.getAndDecrement() > 0, this);
  }

  @Override
  public void measured(Cell cell, int fork, double milliseconds) {
    heard.add(CELLS.indexOf(cell) + "." + fork);
  }

  @Override
  public void failed(Cell cell, String why) {
    heard.add(CELLS.indexOf(cell) + " " + why);
  }
}
