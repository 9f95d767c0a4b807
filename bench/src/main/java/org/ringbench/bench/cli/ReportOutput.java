package org.ringbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.ringbench.bench.gate.Outcome;
import org.ringbench.bench.gate.Report;
import org.ringbench.bench.gate.ReportMarkdown;
import org.ringbench.bench.gate.ReportText;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.ResultsFile;
import picocli.CommandLine.Option;

/** What the commands that compare have in common: formats, files and exit codes. */
final class ReportOutput {
  private static final List<String> FORMATS = List.of("text", "md", "json");

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, md, json.")
  String format;

  @Option(
      names = "--summary",
      paramLabel = "FILE",
      description = "Also append the Markdown to this file.")
  Path summary;

  /** Refuses a format that is none, before anything is measured. */
  void checkFormat() {
    if (!FORMATS.contains(format)) {
      throw new InputException(
          "--format \"%s\": expected %s".formatted(format, String.join(", ", FORMATS)));
    }
  }

  /** The report in its format. */
  String render(Report report) {
    return switch (format) {
      case "md" -> ReportMarkdown.of(report);
      case "json" -> ReportText.json(report);
      default -> ReportText.text(report);
    };
  }

  /** Prints a report, and appends its Markdown to a file such as GitHub's job summary. */
  ExitCode print(Report report, PrintWriter out) throws IOException {
    out.print(render(report));
    out.flush();
    if (summary != null) {
      Files.writeString(
          summary, ReportMarkdown.of(report), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    return exitCode(report.outcome());
  }

  static ExitCode exitCode(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> ExitCode.OK;
      case REGRESSION -> ExitCode.REGRESSION;
      case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
      case INCOMPLETE -> ExitCode.INCOMPLETE;
      case NOT_COMPARABLE -> ExitCode.NOT_COMPARABLE;
    };
  }

  /** Reads a results file that the user named. */
  static Results read(Path file) {
    try {
      return ResultsFile.read(file);
    } catch (NoSuchFileException e) {
      throw new InputException(file + ": no such file: expected a results file", e);
    } catch (IOException e) {
      throw new InputException(e.getMessage(), e);
    }
  }

  /** The working tree, or the folder that the command runs in. */
  static Path home() {
    return Path.of(System.getProperty("ringbench.home", "")).toAbsolutePath();
  }

  /** What this JVM was told about data and devices holds for JVMs that measure too. */
  static List<String> forkFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-Dringbench.") || flag.startsWith("-Djmh."))
        .filter(flag -> !flag.startsWith("-Dringbench.home="))
        .toList();
  }

  /** The newest results of this machine. */
  static Path latest() {
    return home().resolve("results").resolve("local").resolve(ResultsFile.LATEST);
  }
}
