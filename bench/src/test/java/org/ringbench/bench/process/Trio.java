package org.ringbench.bench.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ringbench.bench.cli.RingBench;

/** Three real processes on this machine, started by a test, with their output in files. */
final class Trio implements AutoCloseable {
  private static final int SECONDS = 120;

  private final Path folder;
  private final List<String> common;
  private final Process[] processes = new Process[3];
  private final int ranks;
  private final Map<Integer, IntUnaryOperator> ways = new HashMap<>();

  /** Processes that a test starts with {@link #start}; common arguments are every rank's. */
  Trio(Path folder, int ranks, String... common) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.ranks = ranks;
    this.common = List.of(common);
  }

  /** Lets a rank reach worker 0 by another port of this machine, given worker 0's own. */
  Trio way(int rank, IntUnaryOperator other) {
    ways.put(rank, other);
    return this;
  }

  private String master(int rank, int port) {
    return "--master-port=" + ways.getOrDefault(rank, IntUnaryOperator.identity()).applyAsInt(port);
  }

  /** Starts all, each with further arguments of its own. */
  Trio start(String task, List<String> own0, List<String> own1, List<String> own2)
      throws IOException, InterruptedException {
    Path portFile = folder.resolve("port");
    Files.deleteIfExists(portFile);
    start(0, task, own0, "--master-port=0", "--port-file=" + portFile);
    while (!Files.exists(portFile)) {
      assertTrue(!processes[0].waitFor(20, TimeUnit.MILLISECONDS), () -> output(0));
    }
    int number = Integer.parseInt(Files.readString(portFile).strip());
    start(1, task, own1, master(1, number), "--port=0");
    if (ranks == 3) {
      start(2, "deal", own2, master(2, number));
    }
    return this;
  }

  private void start(int rank, String task, List<String> own, String... network)
      throws IOException {
    List<String> command = new ArrayList<>(java());
    command.addAll(List.of("worker", task, "--rank=" + rank, "--master-addr=127.0.0.1"));
    command.addAll(List.of(network));
    command.addAll(common);
    command.addAll(own);
    processes[rank] = builder(command, file(rank)).start();
  }

  static String[] with(String[] some, String... more) {
    return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
  }

  static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-modules=jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx512m",
        "-cp",
        System.getProperty("java.class.path"),
        RingBench.class.getName());
  }

  static ProcessBuilder builder(List<String> command, Path output) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    for (String variable : List.of("RANK", "DATA", "OUT", "KEYS", "EPOCHS", "BATCH_SIZE")) {
      builder.environment().remove(variable);
    }
    return builder.redirectOutput(output.toFile());
  }

  private Path file(int rank) {
    return folder.resolve("rank" + rank + ".log");
  }

  Process process(int rank) {
    return processes[rank];
  }

  /** All that a process has said. */
  String output(int rank) {
    try {
      return Files.readString(file(rank));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The last line that a process has said. */
  String last(int rank) {
    return output(rank).strip().lines().reduce((_, b) -> b).orElse("");
  }

  /** Waits until all have ended, each with its status. */
  void assertEnds(int... statuses) throws InterruptedException {
    for (int rank = 0; rank < statuses.length; rank++) {
      int own = rank;
      assertEquals(statuses[rank], status(rank), () -> "rank " + own + ":\n" + output(own));
    }
  }

  /** Waits until a process has said something. */
  void awaitOutput(int rank, String text) throws InterruptedException {
    Pattern pattern = Pattern.compile(text);
    while (!pattern.matcher(output(rank)).find()) {
      assertTrue(
          !processes[rank].waitFor(10, TimeUnit.MILLISECONDS)
              || pattern.matcher(output(rank)).find(),
          () -> "rank " + rank + " ended before it said " + text + ":\n" + output(rank));
    }
  }

  /** Waits for the end of a process. */
  int status(int rank) throws InterruptedException {
    assertTrue(processes[rank].waitFor(SECONDS, TimeUnit.SECONDS), () -> "hangs: " + output(rank));
    return processes[rank].exitValue();
  }

  /** Sends a signal by name. */
  void signal(int rank, String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(processes[rank].pid())).start().waitFor();
  }

  @Override
  public void close() {
    for (Process process : processes) {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }
}
