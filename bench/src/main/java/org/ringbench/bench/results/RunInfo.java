package org.ringbench.bench.results;

import java.util.Objects;

/**
 * The run that made a results file.
 *
 * @param id names the run and its dated file, such as {@code 20261121-142530}
 * @param startedAt ISO 8601, in UTC
 * @param commit of the working tree, with {@code +changes} where it had any, or {@code unknown}
 * @param tier which part of the grid ran
 * @param command the command line
 */
public record RunInfo(String id, String startedAt, String commit, String tier, String command) {
  /** All fields are needed. */
  public RunInfo {
    Objects.requireNonNull(id, "run.id");
    Objects.requireNonNull(startedAt, "run.startedAt");
    Objects.requireNonNull(commit, "run.commit");
    Objects.requireNonNull(tier, "run.tier");
    Objects.requireNonNull(command, "run.command");
  }
}
