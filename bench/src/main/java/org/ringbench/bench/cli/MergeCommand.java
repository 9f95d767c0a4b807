package org.ringbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ringbench.bench.merge.Merge;
import org.ringbench.bench.merge.ShardFile;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.ResultsFile;
import org.ringbench.bench.run.Commit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Joins the shards of a run. */
@Command(
    name = "merge",
    description = {
      "Joins the results of a run's shards (run --shard I/N) and makes the ratios anew.",
      "Shards that were measured on unlike machines are refused with exit status 6. Without the"
          + " files of all shards the result is incomplete: it is written, with exit status 5."
    },
    footer = {
      "",
      "Example:",
      "  ringbench merge shard-1/latest.json shard-2/latest.json --out results/pr.json"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class MergeCommand implements Callable<Integer> {
  private static final int MOST_NAMED = 10;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The results file of a shard.")
  List<Path> files = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The results file to write.")
  Path out;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    for (Path file : files) {
      if (file.toAbsolutePath().normalize().equals(out.toAbsolutePath().normalize())) {
        throw new InputException("--out %s: expected none of the files to merge".formatted(out));
      }
    }
    List<ShardFile> shards = new ArrayList<>();
    for (Path file : files) {
      shards.add(ShardFile.read(file));
    }
    Results merged = Merge.of(shards);
    ResultsFile.write(merged, out);
    PrintWriter err = spec.commandLine().getErr();
    err.println("%s: %d rows of %d shards".formatted(out, merged.rows().size(), shards.size()));
    if (merged.run().commit().endsWith(Commit.CHANGED)) {
      err.println(
          "%s: nothing shows that all shards measured the same changes"
              .formatted(merged.run().commit()));
    }
    return tellMissing(merged, err).status();
  }

  /** Says what is missing, and which exit status that gives. */
  static ExitCode tellMissing(Results results, PrintWriter err) {
    List<Missing> missing = results.missing();
    if (!missing.isEmpty()) {
      err.println("ringbench: incomplete: %d missing".formatted(missing.size()));
      missing.stream()
          .limit(MOST_NAMED)
          .forEach(row -> err.println("  %s: %s".formatted(row.id(), row.reason())));
      if (missing.size() > MOST_NAMED) {
        err.println("  and %d more".formatted(missing.size() - MOST_NAMED));
      }
    }
    err.flush();
    return missing.isEmpty() ? ExitCode.OK : ExitCode.INCOMPLETE;
  }
}
