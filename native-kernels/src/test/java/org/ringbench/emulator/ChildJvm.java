package org.ringbench.emulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java process of its own, for what cannot be undone in this one: loaded libraries. */
public final class ChildJvm {
  private ChildJvm() {}

  /** What a process printed on both of its streams, and how it ended. */
  public record Result(int status, List<String> lines) {
    /** Takes a copy. */
    public Result {
      lines = List.copyOf(lines);
    }

    /** All of it. */
    public String text() {
      return String.join("\n", lines);
    }
  }

  /**
   * Runs a class with this process's class path.
   *
   * @param directory where its output goes meanwhile
   * @param options of the JVM
   */
  public static Result run(
      Path directory, List<String> options, Class<?> main, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    Path output = Files.createTempFile(directory, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    // Notices that the JVM prints for these would be among the lines.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    Process process = builder.start();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new IllegalStateException("does not end: " + Files.readString(output));
    }
    return new Result(process.exitValue(), Files.readAllLines(output));
  }
}
