package org.ringbench.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.ringbench.bench.environment.Probe;
import org.ringbench.bench.gate.Baselines;
import org.ringbench.bench.gate.Gate;
import org.ringbench.bench.gate.GateSettings;
import org.ringbench.bench.gate.Report;
import org.ringbench.bench.run.Tier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares two jars in one session. */
@Command(
    name = "gate",
    description = {
      "Compares two versions: their counts exactly, and their times in pairs of forks, in turn.",
      "Exit status: 0 passed, 3 regression, 4 inconclusive, 5 incomplete, 6 not comparable."
    },
    footer = {
      "",
      "Examples:",
      "  ringbench gate --base before/benchmarks.jar --head bench/target/benchmarks.jar",
      "  ringbench gate --base before/benchmarks.jar --head benchmarks.jar --tier pr --format md"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class GateCommand implements Callable<Integer> {
  @Option(
      names = "--base",
      required = true,
      paramLabel = "JAR",
      description = "benchmarks.jar of the version before, with lib/ beside it.")
  Path base;

  @Option(
      names = "--head",
      required = true,
      paramLabel = "JAR",
      description = "benchmarks.jar of the version after, with lib/ beside it.")
  Path head;

  @Option(
      names = "--tier",
      paramLabel = "TIER",
      defaultValue = "pr",
      description = "Whose cells are measured (see list); 12 pairs for nightly, else 7.")
  String tier;

  @Option(
      names = "--only",
      paramLabel = "TEXT,...",
      hideParamSyntax = true,
      split = ",",
      description = "Only cells with one of these in their ids.")
  List<String> only = List.of();

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "0",
      description = "Pairs of forks of each case, before the spread asks for more.")
  int pairs;

  @Option(
      names = "--counts-only",
      description = "Measure no times: seconds, on a machine of any kind.")
  boolean countsOnly;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the order of the forks (default: drawn, and printed).")
  Long seed;

  @Option(
      names = "--baselines",
      paramLabel = "DIR",
      description = "The accepted counts (default: results/baselines).")
  Path baselines;

  @Mixin ReportOutput output;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    output.checkFormat();
    Gate gate;
    try {
      gate =
          new Gate(
              new GateSettings(
                  base,
                  head,
                  Tier.of(tier),
                  only,
                  pairs,
                  !countsOnly,
                  seed == null ? System.nanoTime() : seed,
                  ReportOutput.forkFlags()));
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage(), e);
    }
    return output.print(run(gate), spec.commandLine().getOut()).status();
  }

  private Report run(Gate gate) {
    Path folder = baselines == null ? ReportOutput.home().resolve(Baselines.FOLDER) : baselines;
    try {
      return gate.run(
          new Baselines(folder),
          Probe.environment(Runtime.getRuntime().availableProcessors()),
          System.err);
    } catch (IOException e) {
      throw new InputException(e.getMessage(), e); // a baseline that cannot be used
    }
  }
}
