package org.ringbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ringbench.bench.gate.History;
import org.ringbench.bench.gate.Trend;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What changed over many runs. */
@Command(
    name = "trend",
    description = "Finds the runs at which a time or a ratio of the history changed.",
    footer = {
      "",
      "Examples:",
      "  ringbench trend",
      "  ringbench trend --add results/local/latest.json"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TrendCommand implements Callable<Integer> {
  @Option(
      names = "--add",
      paramLabel = "RESULTS.json",
      description = "First append this complete run to the history.")
  Path results;

  @Option(names = "--history", paramLabel = "FILE", description = "Default: results/history.jsonl.")
  Path file;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    History history = new History(file == null ? ReportOutput.home().resolve(History.FILE) : file);
    try {
      if (results != null) {
        history.add(ReportOutput.read(results));
      }
      print(Trend.of(history), spec.commandLine().getOut());
      return ExitCode.OK.status();
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException(e.getMessage(), e);
    }
  }

  private static void print(Trend.Findings findings, PrintWriter out) {
    out.println(
        "%d runs, %d series of at least 8, %d changes"
            .formatted(findings.runs(), findings.series(), findings.changes().size()));
    for (Trend.Change change : findings.changes()) {
      out.println(
          String.format(
              Locale.ROOT,
              "  %s  %+.1f%%  %s: %.4g -> %.4g  (run %s, commit %s; %s)",
              change.date(),
              100 * change.growth(),
              change.series(),
              change.before(),
              change.after(),
              change.run(),
              change.commit(),
              change.machine()));
    }
    out.flush();
  }
}
