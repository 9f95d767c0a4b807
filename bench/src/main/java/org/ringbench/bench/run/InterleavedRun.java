package org.ringbench.bench.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures cells in turn, one fork of each before the second of any: a machine that drifts over the
 * minutes of a run (heat, neighbours) then hits both sides of a ratio alike.
 */
final class InterleavedRun {
  private InterleavedRun() {}

  /** The forks of each cell, in the order of the cells. */
  static Map<Cell, List<Fork>> run(
      List<Cell> cells, int forks, ForkRunner runner, Progress progress)
      throws MeasurementException {
    Map<Cell, List<Fork>> measured = new LinkedHashMap<>();
    cells.forEach(cell -> measured.put(cell, new ArrayList<>()));
    for (int fork = 1; fork <= forks; fork++) {
      for (Cell cell : cells) {
        progress.begin("%s, fork %d of %d".formatted(cell, fork, forks));
        measured.get(cell).add(runner.run(cell));
      }
    }
    return measured;
  }
}
