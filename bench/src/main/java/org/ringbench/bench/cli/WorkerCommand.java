package org.ringbench.bench.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ringbench.bench.process.ProcessOptions;
import org.ringbench.bench.process.Tasks;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One of the three processes of a private training. */
@Command(
    name = "worker",
    description = {
      "Runs one process of a private training: a worker (RANK 0 or 1) or the dealer (RANK 2).",
      "Most settings can come from the environment; flags override it.",
      "Tasks: linreg, linreg-compare, mlp, and deal for the dealer."
    },
    footer = {
      "",
      "Examples:",
      "  ringbench worker linreg --rank 0 --data rows0.csv --keys keys/worker0",
      "  ringbench worker linreg --rank 1 --data rows1.csv --keys keys/worker1 --master-addr host0",
      "  ringbench worker linreg --rank 2 --keys keys/dealer --master-addr host0"
    },
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false)
final class WorkerCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "TASK", description = "linreg, linreg-compare, mlp or deal.")
  String task;

  @Mixin ProcessOptions options;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "deal: fill FILE.worker0 and FILE.worker1 ahead of time.")
  Path to;

  @Option(names = "--for", paramLabel = "TASK", description = "deal --to: for which task.")
  String dealtFor;

  @Option(
      names = "--worker-rows",
      paramLabel = "N,N",
      description = "deal --to: the rows of worker 0 and of worker 1.")
  String rows;

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    if (to != null) {
      if (!task.equals("deal") || dealtFor == null) {
        throw new InputException("--to is for the task deal, with --for and --worker-rows");
      }
      Tasks.fill(dealtFor, options, System.getenv(), to, rows, line.getOut());
    } else {
      Tasks.run(task, options, System.getenv(), line.getOut(), line.getErr());
    }
    return ExitCode.OK.status();
  }
}
