package org.ringbench.bench.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.ringbench.bench.report.IndexPage;
import org.ringbench.bench.report.PastRatios;
import org.ringbench.bench.report.ReportPage;
import org.ringbench.bench.report.Source;
import org.ringbench.bench.report.section.History;
import org.ringbench.bench.results.AtomicFile;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.ResultsFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the page of runs, or the index of a folder of them. */
@Command(
    name = "report",
    description = {
      "Writes one HTML file about a run, or about several beside each other.",
      "The file loads nothing and works without JavaScript. With --index, every results file of a"
          + " folder gets its page, and index.html lists them."
    },
    footer = {
      "",
      "Examples:",
      "  ringbench report results/local/latest.json",
      "  ringbench report before.json after.json --out both.html",
      "  ringbench report --index results/published"
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ReportCommand implements Callable<Integer> {
  private static final String SUFFIX = ".html";

  @Parameters(paramLabel = "RUN.json", arity = "0..*", description = "Results files.")
  List<Path> runs = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The page (default: beside the run, or report.html for several).")
  Path out;

  @Option(
      names = "--index",
      paramLabel = "DIR",
      description = "Write the pages and the index of this folder of results files.")
  Path index;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (index != null && (!runs.isEmpty() || out != null)) {
      throw new InputException("--index " + index + ": expected no RUN.json and no --out with it");
    }
    if (index == null && runs.isEmpty()) {
      throw new InputException("report: expected a RUN.json, or --index DIR");
    }
    Path page = index == null ? pageOfRuns() : index();
    PrintWriter writer = spec.commandLine().getOut();
    writer.println("Report: " + page);
    writer.flush();
    return ExitCode.OK.status();
  }

  private Path pageOfRuns() {
    List<Source> sources = new ArrayList<>();
    for (Path run : runs) {
      sources.add(read(run));
    }
    Path page = out == null ? usual() : out;
    try {
      ReportPage.write(sources, history(), page);
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage(), e);
    } catch (IOException e) {
      throw new InputException("--out %s cannot be written: %s".formatted(page, reason(e)), e);
    }
    return page;
  }

  private Path index() {
    if (!Files.isDirectory(index)) {
      throw new InputException("--index " + index + ": expected a folder of results files");
    }
    try {
      return IndexPage.write(index, history());
    } catch (IOException e) {
      throw new InputException(reason(e), e);
    }
  }

  private Path usual() {
    if (runs.size() > 1) {
      return Path.of("report" + SUFFIX);
    }
    return page(runs.getFirst());
  }

  /** The page beside a results file. */
  static Path page(Path run) {
    String name = run.getFileName().toString().replaceFirst("\\.json$", "");
    return run.resolveSibling(name + SUFFIX);
  }

  /** The page of a run that has just ended. */
  static void write(Results results, List<Path> pages) throws IOException {
    String text = ReportPage.of(List.of(Source.of(results)), history());
    for (Path page : pages) {
      AtomicFile.write(text.getBytes(StandardCharsets.UTF_8), page);
    }
  }

  private static Source read(Path file) {
    try {
      Results results = ResultsFile.read(file);
      JsonNode version = new ObjectMapper().readTree(file.toFile()).path("schemaVersion");
      return new Source(results, version.asInt());
    } catch (IOException e) {
      throw new InputException(reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException
        ? e.getMessage() + ": there is no such file"
        : e.getMessage();
  }

  /** The working tree's. */
  private static History history() {
    Path home = Path.of(System.getProperty("ringbench.home", "")).toAbsolutePath();
    Path file = home.resolve(org.ringbench.bench.gate.History.FILE);
    try {
      return PastRatios.of(new org.ringbench.bench.gate.History(file));
    } catch (IOException e) {
      throw new InputException(reason(e), e);
    }
  }
}
