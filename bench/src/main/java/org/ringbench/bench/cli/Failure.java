package org.ringbench.bench.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ringbench.bench.keys.KeysException;
import org.ringbench.bench.merge.MergeException;
import org.ringbench.bench.process.PeerLostException;
import org.ringbench.bench.process.SettingException;
import org.ringbench.bench.results.NotComparableException;
import org.ringbench.bench.results.ResultsFileException;
import org.ringbench.bench.run.MeasurementException;
import org.ringbench.data.DataException;
import org.ringbench.net.LinkException;
import org.ringbench.net.NetworkException;
import org.ringbench.party.AgreementException;
import org.ringbench.plan.RangeException;

/**
 * How a failed command ends: one line on stderr and an exit code. The trace of an internal error
 * goes to a file that the line names, or to stderr if the user asked for it.
 *
 * @param error what went wrong
 * @param code which kind that is
 * @param verbose whether the user asked for traces
 */
record Failure(Exception error, ExitCode code, boolean verbose) {
  static Failure of(Exception error, boolean verbose) {
    ExitCode code =
        switch (error) {
          case InputException _,
              DataException _,
              RangeException _,
              KeysException _,
              NetworkException _,
              SettingException _,
              AgreementException _ ->
              ExitCode.BAD_INPUT;
          case ResultsFileException _, MergeException _ -> ExitCode.BAD_INPUT;
          case NotComparableException _ -> ExitCode.NOT_COMPARABLE;
          case LinkException _, PeerLostException _ -> ExitCode.PEER_LOST;
          default -> ExitCode.INTERNAL_ERROR;
        };
    return new Failure(error, code, verbose);
  }

  /** Prints the line. */
  ExitCode report(PrintWriter err) {
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    String line = Terminal.red("ringbench: ") + message.lines().findFirst().orElse("");
    boolean explained =
        code == ExitCode.BAD_INPUT
            || code == ExitCode.NOT_COMPARABLE
            || code == ExitCode.PEER_LOST
            || error instanceof MeasurementException;
    if (verbose) {
      err.println(line);
      error.printStackTrace(err);
    } else if (explained) {
      err.println(line);
    } else {
      err.println(line + " (" + error.getClass().getSimpleName() + "; " + details() + ")");
    }
    err.flush();
    return code;
  }

  private String details() {
    try {
      Path file = Files.createTempFile("ringbench-error-", ".log");
      try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
        error.printStackTrace(out);
      }
      return "details in " + file;
    } catch (IOException e) {
      return "--verbose shows details";
    }
  }
}
