package org.ringbench.bench.results;

import java.util.Objects;

/**
 * A row that should be in the file and is not.
 *
 * @param id of the row
 * @param reason in one line
 */
public record Missing(String id, String reason) {
  /** Both are needed. */
  public Missing {
    Objects.requireNonNull(id, "missing.id");
    Objects.requireNonNull(reason, "missing.reason");
  }
}
