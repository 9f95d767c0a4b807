package org.ringbench.bench.gate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.ringbench.bench.environment.NeededFlags;

/** A JVM that this one starts and waits for. It ends with this one, or at its limit. */
final class ChildJvm {
  private static final Pattern REASON =
      Pattern.compile(
          "(Exception in thread \\S+ |Caused by: )?[\\w.$]+(Exception|Error): .*"
              + "|ERROR: .*|# A fatal .*");

  private ChildJvm() {}

  /**
   * The start of a command.
   *
   * @param flags beside those that everything here needs
   * @param main the class to run; its arguments come behind it
   */
  static List<String> command(List<String> flags, String classPath, String main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(NeededFlags.ALL);
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, main));
    return command;
  }

  /**
   * Runs a JVM and what it starts.
   *
   * @param what it is, for messages
   * @param log of all that it says
   * @return its exit status
   * @throws ForkFailedException if it was ended here
   */
  static int run(String what, List<String> command, Path log, Duration limit)
      throws IOException, ForkFailedException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    Thread hook = new Thread(() -> end(process));
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) { // this JVM ends already
      end(process);
      throw new ForkFailedException(what + " was interrupted", e);
    }
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ForkFailedException(
            "%s was ended after %d minutes: %s".formatted(what, limit.toMinutes(), reason(log)));
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ForkFailedException(what + " was interrupted", e);
    } finally {
      end(process);
      removeHook(hook);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The JVM ends: the hook runs.
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** What a log says that is a reason: the deepest cause of the last failure, or its last line. */
  static String reason(Path log) {
    try {
      List<String> lines =
          new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
      return lines.stream()
          .filter(line -> REASON.matcher(line).matches())
          .reduce((_, last) -> last)
          .orElse(lines.isEmpty() ? "it said nothing" : lines.getLast());
    } catch (IOException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }
}
