package org.ringbench.bench.results;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * The run that made a results file.
 *
 * @param id names the run and its dated file, such as {@code 20261121-142530}
 * @param startedAt ISO 8601, in UTC
 * @param finishedAt ISO 8601, in UTC; null where it is not known
 * @param commit of the working tree, with {@code +changes} where it had any, or {@code unknown}
 * @param tier which part of the grid ran
 * @param command the command line
 * @param shard which part of the tier ran; null for all of it
 */
public record RunInfo(
    String id,
    String startedAt,
    String finishedAt,
    String commit,
    String tier,
    String command,
    Shard shard) {
  /** All but {@code finishedAt} and {@code shard} are needed. */
  public RunInfo {
    Objects.requireNonNull(id, "run.id");
    Objects.requireNonNull(startedAt, "run.startedAt");
    Objects.requireNonNull(commit, "run.commit");
    Objects.requireNonNull(tier, "run.tier");
    Objects.requireNonNull(command, "run.command");
  }

  /** A whole run that has started. */
  public static RunInfo started(
      String id, Instant start, String commit, String tier, String command) {
    return new RunInfo(id, seconds(start), null, commit, tier, command, null);
  }

  /** This run, ended. */
  public RunInfo finished(Instant end) {
    return new RunInfo(id, startedAt, seconds(end), commit, tier, command, shard);
  }

  /** This run as a part of a grid. */
  public RunInfo with(Shard part) {
    return new RunInfo(id, startedAt, finishedAt, commit, tier, command, part);
  }

  private static String seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
