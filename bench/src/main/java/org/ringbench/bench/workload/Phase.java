package org.ringbench.bench.workload;

import java.util.Arrays;
import org.ringbench.bench.results.Names;

/** Which part of an encrypted step is timed. */
public enum Phase {
  /** All of it, the dealer working beside the parties. */
  TOTAL(Names.TOTAL),
  /** The parties' work on correlations that were prepared. */
  ONLINE(Names.ONLINE),
  /** The dealer's work, and the expansion of the parties' seeds. */
  OFFLINE(Names.OFFLINE);

  private final String title;

  Phase(String title) {
    this.title = title;
  }

  /**
   * The phase of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Phase of(String title) {
    return Arrays.stream(values())
        .filter(phase -> phase.title.equals(title))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "phase \"" + title + "\": expected total, online or offline"));
  }
}
