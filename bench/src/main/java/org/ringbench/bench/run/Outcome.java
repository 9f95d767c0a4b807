package org.ringbench.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Results;

/**
 * What came of a run.
 *
 * @param results empty after a quick look, with fewer forks than an interval needs
 * @param file of the results; empty if there are none or they could not be written
 * @param unwritten why the results could not be written
 * @param missing what should be there and is not
 * @param wrong those of the missing that gave a wrong answer
 * @param report the forks as JMH reports them, with what its profilers found
 * @param log what JMH printed on the way
 * @param took from the first fork on
 * @param interrupted whether the process was told to end
 */
public record Outcome(
    Optional<Results> results,
    Optional<Path> file,
    Optional<IOException> unwritten,
    List<Missing> missing,
    List<Missing> wrong,
    String report,
    Path log,
    Duration took,
    boolean interrupted) {
  /** The lists are fixed. */
  public Outcome {
    missing = List.copyOf(missing);
    wrong = List.copyOf(wrong);
  }

  /** How many rows there are. */
  public int rows() {
    return results.map(r -> r.rows().size()).orElse(0);
  }
}
