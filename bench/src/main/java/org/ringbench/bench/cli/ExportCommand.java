package org.ringbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ringbench.bench.environment.Comparability;
import org.ringbench.bench.export.Format;
import org.ringbench.bench.results.AtomicFile;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.ResultsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes results as other programs read them. */
@Command(
    name = "export",
    description = {
      "Writes results as other programs read them:",
      "  csv                      a line a row, for spreadsheets and data frames",
      "  github-action-benchmark  JSON for its tool customSmallerIsBetter",
      "  bencher                  Bencher Metric Format, for bencher run --adapter json",
      "  otava                    CSV for Apache Otava: a line a run, of several FILEs",
      "Results that are incomplete are exported, with exit status 5."
    },
    footer = {
      "",
      "Examples:",
      "  ringbench export results/local/latest.json --to csv --out rows.csv",
      "  ringbench export results/local/2026*.json --to otava > history.csv"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ExportCommand implements Callable<Integer> {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "A results file; several for csv and otava.")
  List<Path> files = List.of();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORMAT",
      description = "csv, github-action-benchmark, bencher, otava.")
  String to;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file to write (default: standard output).")
  Path out;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    String text;
    List<Results> runs = new ArrayList<>();
    try {
      Format format = Format.of(to);
      for (Path file : files) {
        runs.add(ResultsFile.read(file));
      }
      if (format == Format.OTAVA) {
        requireOneMachine(runs);
      }
      text = format.export(runs);
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage(), e);
    }
    if (out == null) {
      PrintWriter writer = spec.commandLine().getOut();
      writer.print(text);
      writer.flush();
    } else {
      AtomicFile.write(text.getBytes(StandardCharsets.UTF_8), out);
    }
    ExitCode code = ExitCode.OK;
    for (Results run : runs) {
      if (MergeCommand.tellMissing(run, spec.commandLine().getErr()) != ExitCode.OK) {
        code = ExitCode.INCOMPLETE;
      }
    }
    return code.status();
  }

  /** A change of the machine would look like a change of the program. */
  private void requireOneMachine(List<Results> runs) {
    for (int i = 1; i < runs.size(); i++) {
      Comparability.require(
          files.getFirst().toString(),
          runs.getFirst().environment(),
          files.get(i).toString(),
          runs.get(i).environment());
    }
  }
}
