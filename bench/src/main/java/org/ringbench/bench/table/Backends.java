package org.ringbench.bench.table;

import java.util.Optional;
import java.util.stream.Collectors;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;

/** The ring's backends that a run used, with their instruction sets. */
public final class Backends {
  private Backends() {}

  /** Such as {@code native (AVX-512, VAES), java (512-bit vectors)}; empty for plaintext alone. */
  public static Optional<String> of(Results results) {
    String all =
        results.rows().stream()
            .filter(row -> row.backend() != null)
            .map(Backends::words)
            .distinct()
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? Optional.empty() : Optional.of(all);
  }

  /** Rows of early files do not say the instruction set. */
  private static String words(Row row) {
    String instructions = row.facts().get("instructionSet");
    return instructions == null ? row.backend() : "%s (%s)".formatted(row.backend(), instructions);
  }
}
