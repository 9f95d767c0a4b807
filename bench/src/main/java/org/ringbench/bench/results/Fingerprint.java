package org.ringbench.bench.results;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ringbench.data.Lines;

/**
 * What a row computed, in 16 hexadecimal digits: the start of SHA-256 over the benchmark, its
 * parameters and the program that ran. Rows with unlike ones did unlike work, even where they have
 * the same id: an optimisation of the protocol changes the program.
 */
public final class Fingerprint {
  /** Stands for the program of a benchmark that runs none. */
  public static final String NO_PROGRAM = "none";

  /** Stands for the program of a file of version 1, which did not record it. */
  static final String UNKNOWN_PROGRAM = "unknown";

  private static final int DIGITS = 16;

  private Fingerprint() {}

  /**
   * The fingerprint.
   *
   * @param program a hash of the plan or the schedule, or {@link #NO_PROGRAM}
   */
  public static String of(String benchmark, Map<String, String> parameters, String program) {
    String axes =
        new TreeMap<>(parameters)
            .entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue() + "\n")
                .collect(Collectors.joining());
    String text = "benchmark " + benchmark + "\n" + axes + "program " + program + "\n";
    return Lines.hash(text).substring(0, DIGITS);
  }
}
