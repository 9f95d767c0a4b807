package org.ringbench.bench.gpu;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ringbench.bench.environment.NeededFlags;

/** A JVM with this one's class path, whose output is read line by line. */
final class ChildJvm {
  /** Takes a line of output. */
  interface Lines {
    /** Takes it. */
    void line(String line) throws IOException;
  }

  /**
   * How the JVM ended.
   *
   * @param status its exit status
   * @param timedOut whether it was ended here
   */
  record End(int status, boolean timedOut) {}

  private ChildJvm() {}

  /**
   * Runs a class.
   *
   * @param prefix a program that runs the JVM, with its options; empty for none
   * @param deadline after which the JVM and what it started are ended
   */
  static End run(
      List<String> prefix, String main, List<String> arguments, Deadline deadline, Lines lines)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(NeededFlags.ALL);
    command.add("-Dringbench.cuda.device=" + System.getProperty("ringbench.cuda.device", "0"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    AtomicBoolean ended = new AtomicBoolean();
    Thread watch =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    if (!process.waitFor(deadline.left().toMillis(), TimeUnit.MILLISECONDS)) {
                      ended.set(true);
                      process.descendants().forEach(ProcessHandle::destroyForcibly);
                      process.destroyForcibly();
                    }
                  } catch (InterruptedException _) {
                    process.destroyForcibly();
                  }
                });
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.line(line);
      }
    }
    int status = process.waitFor();
    watch.join();
    return new End(status, ended.get());
  }
}
