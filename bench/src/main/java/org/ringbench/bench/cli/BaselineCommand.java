package org.ringbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ringbench.bench.environment.Probe;
import org.ringbench.bench.gate.Baselines;
import org.ringbench.bench.gate.Report;
import org.ringbench.bench.gate.TierCheck;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.run.Tier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The accepted counts of this machine class. */
@Command(
    name = "baseline",
    description = "Shows, checks or changes the accepted counts of a machine class.",
    footer = {
      "",
      "Examples:",
      "  ringbench baseline show",
      "  ringbench baseline check --tier pr",
      "  ringbench baseline check results/local/latest.json",
      "  ringbench baseline accept --reason 'ReLU opens one bit less' results/local/latest.json"
    },
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      BaselineCommand.Show.class,
      BaselineCommand.Check.class,
      BaselineCommand.Accept.class
    })
final class BaselineCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "baseline: expected show, check or accept behind it");
  }

  private static Baselines baselines(Path folder) {
    return new Baselines(folder == null ? ReportOutput.home().resolve(Baselines.FOLDER) : folder);
  }

  /** Prints the baseline. */
  @Command(
      name = "show",
      description = "Prints the baseline of this machine class, or of the one that measured FILE.",
      mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "RESULTS.json",
        description = "Results whose machine class is meant (default: this machine's).")
    Path results;

    @Option(names = "--folder", paramLabel = "DIR", description = "Default: results/baselines.")
    Path folder;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      Environment environment =
          results == null
              ? Probe.environment(Runtime.getRuntime().availableProcessors())
              : ReportOutput.read(results).environment();
      try {
        Optional<String> text = baselines(folder).show(environment);
        PrintWriter out = spec.commandLine().getOut();
        out.print(text.orElse(""));
        out.flush();
        if (text.isEmpty()) {
          spec.commandLine().getErr().println("ringbench: " + Baselines.absent(environment));
          return ExitCode.INCOMPLETE.status();
        }
        return ExitCode.OK.status();
      } catch (IOException e) {
        throw new InputException(e.getMessage(), e);
      }
    }
  }

  /** Compares results with the baseline. */
  @Command(
      name = "check",
      description = {
        "Compares the counts of a run with the baseline of its machine class, or with --tier those"
            + " of",
        "this version, counted now in seconds.",
        "Exit status: 0 as accepted, 3 a count changed, 5 something is missing, 6 not comparable."
      },
      mixinStandardHelpOptions = true)
  static final class Check implements Callable<Integer> {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "RESULTS.json",
        description = "A run's results (default: results/local/latest.json).")
    Path results;

    @Option(
        names = "--tier",
        paramLabel = "TIER",
        description = "Count this tier's cells now, in the place of a run.")
    String tier;

    @Option(
        names = "--only",
        paramLabel = "TEXT,...",
        hideParamSyntax = true,
        split = ",",
        description = "With --tier, only cells with one of these in their ids.")
    List<String> only = List.of();

    @Mixin ReportOutput output;

    @Option(names = "--folder", paramLabel = "DIR", description = "Default: results/baselines.")
    Path folder;

    @Spec CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      output.checkFormat();
      if (tier != null && results != null) {
        throw new InputException("--tier and %s: expected one of them".formatted(results));
      }
      if (tier == null && !only.isEmpty()) {
        throw new InputException("--only %s: expected --tier beside it".formatted(only.getFirst()));
      }
      return output.print(report(), spec.commandLine().getOut()).status();
    }

    private Report report() {
      try {
        if (tier == null) {
          Path run = results == null ? ReportOutput.latest() : results;
          return baselines(folder).check(ReportOutput.read(run));
        }
        return new TierCheck(Tier.of(tier), only, ReportOutput.forkFlags())
            .run(
                baselines(folder),
                Probe.environment(Runtime.getRuntime().availableProcessors()),
                System.err);
      } catch (IOException | IllegalArgumentException e) {
        throw new InputException(e.getMessage(), e);
      }
    }
  }

  /** Changes the baseline. */
  @Command(
      name = "accept",
      description = {
        "Takes the counts of a complete run as right from now on, with the reason.",
        "The changed file below results/baselines goes through review like any other change."
      },
      mixinStandardHelpOptions = true)
  static final class Accept implements Callable<Integer> {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "RESULTS.json",
        description = "A complete run's results (default: results/local/latest.json).")
    Path results;

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "Why the new counts are right.")
    String reason;

    @Option(
        names = "--remove-missing",
        description = "Take out the rows that the run does not have.")
    boolean removesMissing;

    @Option(names = "--folder", paramLabel = "DIR", description = "Default: results/baselines.")
    Path folder;

    @Spec CommandSpec spec;

    @Override
    public Integer call() {
      Results run = ReportOutput.read(results == null ? ReportOutput.latest() : results);
      try {
        PrintWriter out = spec.commandLine().getOut();
        out.println(baselines(folder).accept(run, reason, removesMissing, Instant.now()));
        out.flush();
        return ExitCode.OK.status();
      } catch (IOException | IllegalArgumentException e) {
        throw new InputException(e.getMessage(), e);
      }
    }
  }
}
