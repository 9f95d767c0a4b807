package org.ringbench.bench.cli;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.bench.run.Similar;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What somebody may have meant who typed a word that no command knows. */
final class Suggestions {
  private Suggestions() {}

  /** The message of a command line that cannot be used, with the nearest known words. */
  static String message(ParameterException e) {
    String message = e.getMessage().lines().findFirst().orElse("");
    if (!(e instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return message;
    }
    String word = unmatched.getUnmatched().getFirst();
    CommandLine command = e.getCommandLine();
    List<String> known = new ArrayList<>();
    if (word.startsWith("-")) {
      command.getCommandSpec().options().forEach(o -> known.addAll(List.of(o.names())));
      word = word.split("=", 2)[0];
    } else {
      known.addAll(command.getSubcommands().keySet());
    }
    List<String> near = Similar.to(word, known);
    return near.isEmpty() ? message : message + ": did you mean " + String.join(" or ", near) + "?";
  }
}
