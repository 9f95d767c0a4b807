package org.ringbench.bench.report;

import java.util.Objects;
import org.ringbench.bench.results.Results;

/**
 * A run to report.
 *
 * @param results of it
 * @param fileVersion schema version of the file that it came from
 */
public record Source(Results results, int fileVersion) {
  /** The results are needed. */
  public Source {
    Objects.requireNonNull(results, "results");
  }

  /** A run of this process. */
  public static Source of(Results results) {
    return new Source(results, Results.VERSION);
  }
}
