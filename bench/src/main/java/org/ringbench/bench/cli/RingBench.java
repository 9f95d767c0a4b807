package org.ringbench.bench.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command {@code ringbench}. Each subcommand is a class of its own, gives an {@link ExitCode}
 * and throws {@link InputException} for input that it cannot use.
 */
@Command(
    name = "ringbench",
    description = "Measures what private training costs compared with plaintext training.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  ringbench run                       (the smoke tier: the headline figures)",
      "  ringbench list",
      "  ringbench doctor",
      "  ringbench help run",
      "",
      "Exit status: 0 ok, 1 internal error or wrong answer, 2 bad input, 3 regression, 4"
          + " inconclusive,",
      "5 incomplete, 6 not comparable, 7 a peer was lost, 130 Ctrl-C."
    },
    subcommands = {
      RunCommand.class,
      ReportCommand.class,
      MergeCommand.class,
      ExportCommand.class,
      ListCommand.class,
      DoctorCommand.class,
      CompareCommand.class,
      BaselineCommand.class,
      GateCommand.class,
      TrendCommand.class,
      GpuCheckCommand.class,
      KeysCommand.class,
      WorkerCommand.class,
      LocalCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class RingBench {
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Print the whole trace of an error.")
  boolean verbose;

  private RingBench() {}

  /** Runs a command and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command line, ready to execute. */
  static CommandLine commandLine() {
    RingBench root = new RingBench();
    CommandLine line = new CommandLine(root);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            Terminal.hasColours(Terminal.OUT)
                ? CommandLine.Help.Ansi.ON
                : CommandLine.Help.Ansi.OFF));
    line.setExitCodeExceptionMapper(_ -> ExitCode.INTERNAL_ERROR.status());
    line.setParameterExceptionHandler(
        (e, _) -> fail(e.getCommandLine(), Suggestions.message(e), ExitCode.BAD_INPUT));
    line.setExecutionExceptionHandler(
        (e, command, _) -> Failure.of(e, root.verbose).report(command.getErr()).status());
    return line;
  }

  private static int fail(CommandLine command, String message, ExitCode code) {
    PrintWriter err = command.getErr();
    err.println(Terminal.red("ringbench: ") + message + " (see --help)");
    err.flush();
    return code.status();
  }
}
