package org.ringbench.bench.export;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.ringbench.bench.results.Results;

/** The formats that results can be exported to. */
public enum Format {
  /** A line a row, for spreadsheets and data frames. */
  CSV("csv", true, new RowsCsv()),
  /** For the GitHub action of that name. */
  GITHUB_ACTION_BENCHMARK("github-action-benchmark", false, new GithubActionBenchmark()),
  /** For Bencher. */
  BENCHER("bencher", false, new BencherMetrics()),
  /** For Apache Otava: a line a run. */
  OTAVA("otava", true, new OtavaCsv());

  private final String key;
  private final boolean severalRuns;

  @SuppressWarnings("ImmutableEnumChecker") // exporters have no state
  private final Exporter exporter;

  Format(String key, boolean severalRuns, Exporter exporter) {
    this.key = key;
    this.severalRuns = severalRuns;
    this.exporter = exporter;
  }

  /** The name in {@code --to}. */
  public String key() {
    return key;
  }

  /**
   * The text of the file, runs in the order of their starts.
   *
   * @throws IllegalArgumentException if the format has no room for so many runs
   */
  public String export(List<Results> runs) {
    if (runs.size() != 1 && !severalRuns) {
      throw new IllegalArgumentException(
          "--to %s takes the results of one run, not of %d".formatted(key, runs.size()));
    }
    return exporter.export(
        runs.stream().sorted(Comparator.comparing(run -> run.run().startedAt())).toList());
  }

  /** The names, in words. */
  public static String expected() {
    return Arrays.stream(values()).map(Format::key).collect(Collectors.joining(" or "));
  }

  /**
   * The format of that name.
   *
   * @throws IllegalArgumentException naming the formats
   */
  public static Format of(String key) {
    return Arrays.stream(values())
        .filter(format -> format.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--to \"%s\": expected %s".formatted(key, expected())));
  }
}
