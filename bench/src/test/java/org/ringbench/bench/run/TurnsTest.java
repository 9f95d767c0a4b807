package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private int again;
  private final AtomicInteger forksLeft = new AtomicInteger(100);

  @Test
  void cellsTakeTurns() throws IOException {
    Measured measured = run(3, _ -> FORK);
    assertEquals(List.of("0.1", "1.1", "2.1", "0.2", "1.2", "2.2", "0.3", "1.3", "2.3"), heard);
    assertEquals(3, measured.rows().size());
    assertTrue(measured.missing().isEmpty());
  }

  /** Cells 0 and 2 have two threads, cell 1 has one. */
  @Test
  void cellsOnOneCoreTakeTheTurnWhileTheCoresAreApart() throws IOException {
    List<Cell> mixed =
        Grid.parse("relu elements=64\nringGemm size=2x2x2 backend=cuda\nrelu elements=128");
    List<Cell> order = new ArrayList<>();
    Deque<Optional<Boolean>> apart =
        new ArrayDeque<>(
            List.of(
                Optional.of(true),
                Optional.of(true),
                Optional.of(false), // one core first
                Optional.of(false),
                Optional.of(false),
                Optional.of(false), // and last
                Optional.empty(),
                Optional.empty(),
                Optional.empty())); // in order
    ForkRunner runner =
        new ForkRunner() {
          @Override
          public Fork run(Cell cell) {
            order.add(cell);
            return FORK;
          }

          @Override
          public Optional<Boolean> coresAreApart() {
            return apart.remove();
          }
        };
    Programs programs = new Programs(DataSource.ofProperties());
    new Turns(mixed, 3, 0, runner, programs, () -> true, this).run();
    assertEquals(List.of(1, 0, 2, 0, 2, 1, 0, 1, 2), order.stream().map(mixed::indexOf).toList());
  }

  @Test
  void theCellsWhoseForksDifferMostComeAgain() throws IOException {
    again = 4;
    AtomicInteger forks = new AtomicInteger();
    Measured measured =
        run(3, cell -> CELLS.indexOf(cell) == 1 ? fork(forks.incrementAndGet()) : FORK);
    assertEquals(List.of("1.4", "1.5", "1.6"), heard.subList(9, heard.size()), "one a round");
    assertEquals(List.of(3, 6, 3), measured.rows().stream().map(r -> r.forks().size()).toList());
    assertTrue(measured.missing().isEmpty());
  }

  @Test
  void ofManyUncertainCellsAFewComeAgainInEachRound() throws IOException {
    again = 4;
    AtomicInteger forks = new AtomicInteger();
    run(3, cell -> fork(100 + CELLS.indexOf(cell) * 5 * forks.incrementAndGet()));
    List<String> more = heard.subList(9, heard.size());
    assertEquals(4, more.size(), more.toString());
    assertEquals(List.of("1.4", "2.4"), more.subList(0, 2), "in the order of all");
    assertTrue(more.stream().noneMatch(fork -> fork.startsWith("0")), "its forks agree");
  }

  @Test
  void forksThatComeAgainLackNowhere() throws IOException {
    again = 4;
    forksLeft.set(9);
    AtomicInteger forks = new AtomicInteger();
    Measured measured = run(3, _ -> fork(forks.incrementAndGet()));
    assertEquals(3, measured.rows().size());
    assertTrue(measured.missing().isEmpty(), measured.missing().toString());
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

  private static Fork fork(double milliseconds) {
    return new Fork(milliseconds, FORK.counters());
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
    return new Turns(
        CELLS, forks, again, runner, programs, () -> forksLeft.getAndDecrement() > 0, this);
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
