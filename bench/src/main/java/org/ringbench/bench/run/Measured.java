package org.ringbench.bench.run;

import java.util.List;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Row;

/**
 * What cells gave.
 *
 * @param rows of the cells with enough forks for an interval
 * @param missing cells that failed or have fewer forks than they should, with the reason
 * @param wrong those of the missing that gave a wrong answer
 */
public record Measured(List<Row> rows, List<Missing> missing, List<Missing> wrong) {
  /** The lists are fixed. */
  public Measured {
    rows = List.copyOf(rows);
    missing = List.copyOf(missing);
    wrong = List.copyOf(wrong);
  }
}
