package org.ringbench.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.ringbench.bench.workload.DataSource;

class LimitedRunTest implements LimitedRun.Listener {
  private static final List<Cell> CELLS =
      Grid.parse("ringGemm size=1x1x1,2x2x2,3x3x3 backend=cuda");

  private final List<String> heard = new ArrayList<>();
  private final AtomicInteger forksLeft = new AtomicInteger(100);

  @Test
  void aCellThatFailsLeavesTheOthersTheirTurn() throws IOException {
    LimitedRun.Outcome outcome =
        run(
            cell -> {
              if (cell.equals(CELLS.get(1))) {
                throw new MeasurementException("lost", null);
              }
              return new Fork(2, Map.of());
            });
    assertEquals(Map.of(CELLS.get(1), "lost"), outcome.failed());
    assertEquals(List.of("1x1x1", "3x3x3"), outcome.rows().stream().map(r -> r.size()).toList());
    assertEquals(List.of("0.1", "1 lost", "2.1", "0.2", "2.2", "0.3", "2.3"), heard);
    assertTrue(outcome.unfinished().isEmpty());
  }

  @Test
  void withoutTimeForAllForksACellHasNoRow() throws IOException {
    forksLeft.set(8);
    LimitedRun.Outcome outcome = run(_ -> new Fork(2, Map.of()));
    assertEquals(2, outcome.rows().size());
    assertEquals(Set.of(CELLS.get(2)), outcome.unfinished());
  }

  private LimitedRun.Outcome run(ForkRunner runner) throws IOException {
    Programs programs = new Programs(DataSource.ofProperties());
    return new LimitedRun(runner, () -> forksLeft.getAndDecrement() > 0, this, programs)
        .run(CELLS, 3);
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
