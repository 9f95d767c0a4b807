package org.ringbench.bench.cli;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.ringbench.bench.process.LocalRun;
import org.ringbench.bench.process.ProcessOptions;
import org.ringbench.bench.process.Tasks;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** All three processes on this machine. */
@Command(
    name = "local",
    description = {
      "Starts both workers and the dealer as processes of this machine, over TLS.",
      "Without --data0 and --data1 the workers take halves of generated rows, or of MNIST."
    },
    footer = {
      "",
      "Examples:",
      "  ringbench local linreg-compare",
      "  ringbench local mlp --measure 50"
    },
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false)
final class LocalCommand implements Callable<Integer> {
  /** Options that this command sets for each process itself. */
  private static final Set<String> OWN =
      Set.of(
          "--rank",
          "--world-size",
          "--master-addr",
          "--master-port",
          "--port",
          "--advertise",
          "--port-file",
          "--keys",
          "--insecure",
          "--correlations",
          "--out");

  private static final Set<String> WORKERS_ONLY =
      Set.of("--data", "--test-data", "--target", "--save-shares", "--load-shares");

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "TASK", description = "linreg, linreg-compare or mlp.")
  String task;

  @Option(names = "--data0", paramLabel = "FILE", description = "Worker 0's rows.")
  Path data0;

  @Option(names = "--data1", paramLabel = "FILE", description = "Worker 1's rows.")
  Path data1;

  @Option(names = "--keys-from", paramLabel = "DIR", description = "As keys demo made them.")
  Path keys;

  @Mixin ProcessOptions options;

  @Override
  public Integer call() {
    if (!Tasks.NAMES.contains(task) || task.equals("deal")) {
      throw new InputException(
          "task \"%s\": expected linreg, linreg-compare or mlp".formatted(task));
    }
    if ((data0 == null) != (data1 == null)) {
      throw new InputException("--data0 and --data1: expected both or none");
    }
    List<String> common = new ArrayList<>();
    List<List<String>> own = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    boolean allowed = false;
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      String name = option.longestName();
      if (!(option.userObject() instanceof Field field)
          || field.getDeclaringClass() != ProcessOptions.class) {
        continue;
      }
      allowed |= name.equals("--reveal-for-comparison");
      String argument =
          option.arity().max() == 0 ? name : name + "=" + option.stringValues().getLast();
      if (name.equals("--out")) {
        own.get(0).add(argument);
      } else if (OWN.contains(name)) {
        throw new InputException(name + " is set for each process by local");
      } else if (WORKERS_ONLY.contains(name)) {
        own.get(0).add(argument);
        own.get(1).add(argument);
      } else {
        common.add(argument);
      }
    }
    if (data0 != null) {
      own.get(0).add("--data=" + data0);
      own.get(1).add("--data=" + data1);
    }
    if (task.equals("linreg-compare") && !allowed) {
      // All rows are on this machine, before one who may read them all.
      common.add("--reveal-for-comparison");
    }
    CommandLine line = spec.commandLine();
    return new LocalRun(RingBench.class.getName(), line.getOut(), line.getErr())
        .run(task, common, own, keys);
  }
}
