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
    subcommands = {
      RunCommand.class,
      ReportCommand.class,
      ListCommand.class,
      DoctorCommand.class,
      GpuCheckCommand.class,
      KeysCommand.class,
      WorkerCommand.class,
      LocalCommand.class
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
    line.setExitCodeExceptionMapper(_ -> ExitCode.INTERNAL_ERROR.status());
    line.setParameterExceptionHandler(
        (e, _) -> fail(e.getCommandLine(), e.getMessage(), ExitCode.BAD_INPUT));
    line.setExecutionExceptionHandler(
        (e, command, _) -> Failure.of(e, root.verbose).report(command.getErr()).status());
    return line;
  }

  private static int fail(CommandLine command, String message, ExitCode code) {
    PrintWriter err = command.getErr();
    err.println("ringbench: " + message.lines().findFirst().orElse("") + " (see --help)");
    err.flush();
    return code.status();
  }
}
