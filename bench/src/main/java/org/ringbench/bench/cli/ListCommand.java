package org.ringbench.bench.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.run.Axis;
import org.ringbench.bench.run.Benchmark;
import org.ringbench.bench.run.Durations;
import org.ringbench.bench.run.Estimate;
import org.ringbench.bench.run.Tier;
import org.ringbench.bench.table.Listing;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What there is to run. */
@Command(
    name = "list",
    description = "Lists tiers, benchmarks, engines and the axes of the grid.",
    footer = {
      "",
      "Examples:",
      "  ringbench list",
      "  ringbench list --format json",
      "  ringbench run --tier pr --dry-run    (the cells of a tier)"
    },
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  /** What {@code --format} takes. */
  static final List<String> FORMATS = List.of(Format.TEXT, Format.JSON);

  private static final Map<String, String> ENGINES = engines();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = Format.TEXT,
      completionCandidates = Candidates.ListFormats.class,
      description = "text, json.")
  String format;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(Format.check(format, FORMATS).equals(Format.JSON) ? json() : text());
    out.flush();
    return ExitCode.OK.status();
  }

  private static String text() {
    Listing listing = new Listing();
    listing.section("Tiers");
    for (Tier tier : Tier.all()) {
      listing.entry(
          tier.name(),
          "%s: %d cells, %d forks each, about %s"
              .formatted(
                  tier.description(),
                  tier.cells().size(),
                  tier.forks(),
                  Durations.clock(estimate(tier).total(tier.cells()))));
    }
    listing.section("Benchmarks");
    for (Benchmark benchmark : Benchmark.values()) {
      listing.entry(benchmark.title(), benchmark.description());
    }
    listing.section("Engines");
    ENGINES.forEach(listing::entry);
    listing.section("Axes (--jmh-args \"-p name=value,value\")");
    for (Axis axis : Axis.values()) {
      listing.entry(axis.key(), axis.expected());
    }
    return listing.render(Terminal::bold);
  }

  private static String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    List<Map<String, Object>> tiers = new ArrayList<>();
    for (Tier tier : Tier.all()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", tier.name());
      entry.put("description", tier.description());
      entry.put("forks", tier.forks());
      entry.put("seconds", estimate(tier).total(tier.cells()).toSeconds());
      entry.put("cells", tier.cells().stream().map(Object::toString).toList());
      tiers.add(entry);
    }
    all.put("tiers", tiers);
    Map<String, String> benchmarks = new LinkedHashMap<>();
    for (Benchmark benchmark : Benchmark.values()) {
      benchmarks.put(benchmark.title(), benchmark.description());
    }
    all.put("benchmarks", benchmarks);
    all.put("engines", ENGINES);
    Map<String, String> axes = new LinkedHashMap<>();
    for (Axis axis : Axis.values()) {
      axes.put(axis.key(), axis.expected());
    }
    all.put("axes", axes);
    return Json.of(all);
  }

  /** On the reference machine. */
  private static Estimate estimate(Tier tier) {
    return new Estimate(tier.timing(), tier.forks(), tier.again(), Optional.of(tier.accuracy()), 1);
  }

  private static Map<String, String> engines() {
    Map<String, String> engines = new LinkedHashMap<>();
    engines.put(Names.ENCRYPTED, "two parties and a dealer on secret shares");
    engines.put(Names.FIXED, "the oracle: the same fixed-point arithmetic without privacy");
    engines.put(Names.ND4J, "plaintext floats, with a native BLAS");
    engines.put(Names.JAVA_FLOAT, "plaintext floats, in Java");
    engines.put(Names.CUBLAS, "plaintext floats on a GPU, with cuBLAS 12");
    engines.put(Names.ND4J_CUDA, "plaintext floats on a GPU, with ND4J (built with -Pcuda)");
    return engines;
  }
}
