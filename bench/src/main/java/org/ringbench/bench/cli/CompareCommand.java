package org.ringbench.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ringbench.bench.gate.Compare;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two stored results. */
@Command(
    name = "compare",
    description = {
      "Compares the counts of two results files exactly, and shows their times side by side.",
      "Exit status: 0 equal counts, 3 a count changed, 5 a row is missing, 6 not comparable."
    },
    footer = {
      "",
      "Examples:",
      "  ringbench compare before.json after.json",
      "  ringbench compare before.json results/local/latest.json --format md"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CompareCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "BASE.json", description = "Results of the version before.")
  Path base;

  @Parameters(index = "1", paramLabel = "HEAD.json", description = "Results of the version after.")
  Path head;

  @Mixin ReportOutput output;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    output.checkFormat();
    return output
        .print(
            Compare.results(ReportOutput.read(base), ReportOutput.read(head)),
            spec.commandLine().getOut())
        .status();
  }
}
