package org.ringbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.ringbench.bench.results.Missing;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.ResultsFile;
import org.ringbench.bench.run.Calibration;
import org.ringbench.bench.run.Durations;
import org.ringbench.bench.run.Estimate;
import org.ringbench.bench.run.Experiment;
import org.ringbench.bench.run.Outcome;
import org.ringbench.bench.run.Progress;
import org.ringbench.bench.table.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a tier, or the part of it that the options leave. */
@Command(
    name = "run",
    description = {
      "Measures a tier of the grid and prints what private training costs.",
      "The results also go to latest.json and a dated file in the results folder. Ctrl-C keeps"
          + " what is finished and marks the results as incomplete."
    },
    footer = {
      "",
      "Examples:",
      "  ringbench run",
      "  ringbench run --tier publish --dry-run",
      "  ringbench run --tier pr 'trainingStep mlp .* batchSize=64' ringGemm",
      "  ringbench run --model mlp --fraction-bits 16,20 --batch 64 --format md",
      "  ringbench run --tier publish --shard 2/4 --out results/local/shard-2",
      "  ringbench run --jmh-args '-f 5 -prof gc' ringGemm",
      "",
      "Exit status: 0 all measured, 1 a wrong answer or an internal error, 2 bad input, 5 a cell"
          + " is",
      "missing, 130 Ctrl-C."
    },
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false)
final class RunCommand implements Callable<Integer> {
  /** What {@code --format} takes. */
  static final List<String> FORMATS = List.of(Format.TEXT, Format.JSON, Format.MARKDOWN);

  /** Below that, finding out the machine's speed is not worth the second that it takes. */
  private static final Duration WORTH_CALIBRATING = Duration.ofSeconds(30);

  private static final int NAMED = 3;
  private static final double PERCENT = 100;

  @Mixin GridOptions grid;

  @Option(
      names = "--dry-run",
      description = "Measure nothing: print the cells and how long they would take.")
  boolean dryRun;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The results folder (default: results/local).")
  Path out;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = Format.TEXT,
      completionCandidates = Candidates.Formats.class,
      description = "Printed at the end: text, json, md.")
  String format;

  @Option(
      names = "--progress",
      paramLabel = "WHEN",
      defaultValue = "auto",
      completionCandidates = Candidates.Progresses.class,
      description = "Told on stderr: auto (on a terminal), always, never.")
  String progress;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Format.check(format, FORMATS);
    Progress.Style style = style();
    Path home = Path.of(System.getProperty("ringbench.home", "")).toAbsolutePath();
    Path folder = out == null ? home.resolve("results").resolve("local") : out;
    Experiment experiment = grid.experiment(home, folder, words(), !dryRun);
    boolean isLong =
        experiment.estimate(1).total(experiment.cells()).compareTo(WORTH_CALIBRATING) > 0;
    Estimate estimate = experiment.estimate(isLong ? Calibration.speed() : 1);
    if (dryRun) {
      PrintWriter writer = spec.commandLine().getOut();
      writer.print(new DryRun(experiment, estimate).render(format));
      writer.flush();
      return ExitCode.OK.status();
    }
    OutputFolder.usable(folder);
    experiment.jmh().resultFile().ifPresent(OutputFolder::requireFile);
    say(DryRun.headline(experiment, estimate));
    DryRun.backends(experiment).ifPresent(this::say);
    Outcome outcome =
        experiment.run(
            estimate,
            experiment.progress(System.err, style, estimate),
            ended -> say(Terminal.red("ringbench: ") + "interrupted: " + kept(ended)));
    if (outcome.interrupted()) {
      return ExitCode.INCOMPLETE.status(); // all is said; the status is the signal's
    }
    print(outcome, experiment);
    return tell(outcome, experiment, estimate).status();
  }

  private Progress.Style style() {
    return switch (progress) {
      case "auto" -> Terminal.isTerminal(Terminal.ERR) ? Progress.Style.LINE : Progress.Style.NONE;
      case "always" -> Terminal.isTerminal(Terminal.ERR) ? Progress.Style.LINE : Progress.Style.LOG;
      case "never" -> Progress.Style.NONE;
      default ->
          throw new InputException(
              "--progress \"%s\": expected auto or always or never".formatted(progress));
    };
  }

  private void print(Outcome outcome, Experiment experiment) {
    PrintWriter writer = spec.commandLine().getOut();
    outcome.results().ifPresent(results -> writer.print(render(results)));
    if (outcome.results().isEmpty() || experiment.jmh().hasProfilers()) {
      writer.print(outcome.report());
    }
    writer.flush();
  }

  private String render(Results results) {
    return switch (format) {
      case Format.JSON -> ResultsFile.toJson(results);
      case Format.MARKDOWN -> Report.markdown(results);
      default -> Report.render(results);
    };
  }

  /** The end of a run in a line or two on stderr, and what it comes to. */
  private ExitCode tell(Outcome outcome, Experiment experiment, Estimate estimate) {
    Duration expected = estimate.total(experiment.cells());
    say(
        "Took %s, estimated %s (%+.0f%%)."
            .formatted(
                Durations.clock(outcome.took()),
                Durations.clock(expected),
                PERCENT * outcome.took().toMillis() / Math.max(1, expected.toMillis()) - PERCENT));
    if (outcome.results().isEmpty()) {
      say("Fewer than 3 forks: no intervals and no results file.");
    }
    if (outcome.file().isPresent()) {
      say("Results: " + experiment.folder().resolve(ResultsFile.LATEST));
      tellPage(outcome, experiment.folder());
    }
    if (!outcome.wrong().isEmpty()) {
      fail("wrong answer: " + named(outcome.wrong()) + " (more in " + outcome.log() + ")");
      return ExitCode.INTERNAL_ERROR;
    }
    if (outcome.unwritten().isPresent()) {
      fail(
          "cannot write the results to %s: %s"
              .formatted(experiment.folder(), OutputFolder.reason(outcome.unwritten().get())));
      return ExitCode.INTERNAL_ERROR;
    }
    if (!outcome.missing().isEmpty()) {
      fail(
          "incomplete: %d missing: %s (more in %s)"
              .formatted(outcome.missing().size(), named(outcome.missing()), outcome.log()));
      return ExitCode.INCOMPLETE;
    }
    return ExitCode.OK;
  }

  /** The results are out: that their page cannot be made is said and changes nothing. */
  private void tellPage(Outcome outcome, Path folder) {
    Path dated = ReportCommand.page(outcome.file().orElseThrow());
    Path page = folder.resolve(ReportCommand.page(Path.of(ResultsFile.LATEST)));
    try {
      ReportCommand.write(outcome.results().orElseThrow(), List.of(dated, page));
      say("Report: " + page);
    } catch (IOException | InputException e) {
      fail("no report: " + e.getMessage());
    }
  }

  private static String kept(Outcome outcome) {
    return outcome
        .file()
        .map(
            file ->
                "%d rows are in %s, marked as incomplete: %d missing"
                    .formatted(outcome.rows(), file, outcome.missing().size()))
        .orElse("nothing is written");
  }

  private static String named(List<Missing> missing) {
    String first =
        missing.stream()
            .limit(NAMED)
            .map(row -> row.id() + ": " + row.reason())
            .collect(Collectors.joining("; "));
    int more = missing.size() - NAMED;
    return more > 0 ? first + "; and " + more + " more" : first;
  }

  private void fail(String message) {
    say(Terminal.red("ringbench: ") + message);
  }

  private void say(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }

  private List<String> words() {
    return spec.commandLine().getParent().getParseResult().originalArgs();
  }
}
