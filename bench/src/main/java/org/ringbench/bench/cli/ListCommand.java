package org.ringbench.bench.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.run.Axis;
import org.ringbench.bench.run.Benchmark;
import org.ringbench.bench.run.Tier;
import org.ringbench.bench.table.Listing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What there is to run. */
@Command(
    name = "list",
    description = "Lists tiers, benchmarks, engines and the axes of the grid.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    Listing listing = new Listing();
    listing.section("Tiers");
    for (Tier tier : Tier.ALL) {
      listing.entry(
          tier.name(),
          "%s: %d cells, %d forks each"
              .formatted(tier.description(), tier.cells().size(), tier.forks()));
    }
    listing.section("Benchmarks");
    for (Benchmark benchmark : Benchmark.values()) {
      listing.entry(benchmark.title(), benchmark.description());
    }
    listing.section("Engines");
    listing.entry(Names.ENCRYPTED, "two parties and a dealer on secret shares");
    listing.entry(Names.FIXED, "the oracle: the same fixed-point arithmetic without privacy");
    listing.entry(Names.ND4J, "plaintext floats, with a native BLAS");
    listing.entry(Names.JAVA_FLOAT, "plaintext floats, in Java");
    listing.entry(Names.CUBLAS, "plaintext floats on a GPU, with cuBLAS 12");
    listing.entry(Names.ND4J_CUDA, "plaintext floats on a GPU, with ND4J (built with -Pcuda)");
    listing.section("Axes (--jmh-args \"-p name=value,value\")");
    for (Axis axis : Axis.values()) {
      listing.entry(axis.key(), axis.expected());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(listing.render());
    out.flush();
    return ExitCode.OK.status();
  }
}
