package org.ringbench.bench.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The script by which a shell completes commands, options and their values. */
@Command(
    name = "completion",
    description = "Prints the script that makes bash or zsh complete ringbench's words.",
    footer = {
      "",
      "Examples:",
      "  ringbench completion bash > ~/.local/share/bash-completion/completions/ringbench",
      "  ringbench completion zsh > ~/.ringbench-completion    (and source that in ~/.zshrc)"
    },
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
  @Parameters(paramLabel = "SHELL", description = "bash, zsh.")
  String shell;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    if (!shell.equals("bash") && !shell.equals("zsh")) {
      throw new InputException("shell \"" + shell + "\": expected bash or zsh");
    }
    // One script for both: in zsh it loads zsh's own emulation of bash's completion.
    PrintWriter out = spec.commandLine().getOut();
    out.println(AutoComplete.bash("ringbench", spec.parent().commandLine()));
    out.flush();
    return ExitCode.OK.status();
  }
}
