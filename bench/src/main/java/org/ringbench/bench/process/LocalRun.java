package org.ringbench.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ringbench.bench.keys.Installation;
import org.ringbench.net.Role;
import org.ringbench.net.TlsIdentity;

/** All three roles as processes of this machine. */
public final class LocalRun {
  /** What the parent process decides, so that the children must not find it elsewhere. */
  private static final List<String> OWN_VARIABLES =
      List.of(
          "RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT", "KEYS", "DATA", "TEST_DATA", "OUT");

  private static final Duration KEYS_VALID = Duration.ofDays(1);
  private static final int PORT_TRIES = 3_000;
  private static final int PEER_LOST = 7;

  private final String mainClass;
  private final PrintWriter out;
  private final PrintWriter err;
  private final List<Process> processes = new ArrayList<>();
  private final List<Thread> readers = new ArrayList<>();

  /**
   * A run.
   *
   * @param mainClass of the command line
   * @param out gets worker 0's result
   * @param err gets every other line, with its role in front
   */
  public LocalRun(String mainClass, PrintWriter out, PrintWriter err) {
    this.mainClass = mainClass;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts all three and waits for them.
   *
   * @param common arguments of all three
   * @param own further arguments of each role, by rank
   * @param keys the folder of {@code keys demo}, or null for keys of this run only
   * @return the exit code of what went wrong first, 0 if nothing did
   */
  public int run(String task, List<String> common, List<List<String>> own, Path keys) {
    Path folder = null;
    Thread hook = new Thread(this::stop);
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      folder = Files.createTempDirectory("ringbench-local-");
      Path demo = keys;
      if (demo == null) {
        demo = folder.resolve("keys");
        Installation.demo(demo, KEYS_VALID, /* force= */ false);
      }
      Path portFile = folder.resolve("port");
      start(0, task, common, own, demo, List.of("--master-port=0", "--port-file=" + portFile));
      String port = awaitPort(portFile);
      if (port != null) {
        start(1, task, common, own, demo, List.of("--master-port=" + port, "--port=0"));
        start(2, task, common, own, demo, List.of("--master-port=" + port));
      }
      return await();
    } catch (IOException e) {
      throw new IllegalStateException("the processes cannot be started: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      stop();
      removeHook(hook);
      delete(folder);
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The machine is on its way down, and the hook with it.
    }
  }

  private void start(
      int rank,
      String task,
      List<String> common,
      List<List<String>> own,
      Path keys,
      List<String> further)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!flag.startsWith("-agentlib") && !flag.startsWith("-javaagent")) {
        command.add(flag);
      }
    }
    command.add("-XX:+UseSerialGC"); // three processes share the cores with the collectors
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(List.of("worker", task, "--rank=" + rank, "--master-addr=127.0.0.1"));
    command.add("--keys=" + keys.resolve(TlsIdentity.shortName(Role.of(rank))));
    command.addAll(further);
    command.addAll(common);
    command.addAll(own.get(rank));
    ProcessBuilder builder = new ProcessBuilder(command);
    OWN_VARIABLES.forEach(builder.environment()::remove);
    Process process = builder.start();
    process.getOutputStream().close();
    synchronized (processes) {
      processes.add(process);
    }
    String prefix = "[" + Role.of(rank) + "] ";
    copy(process.errorReader(StandardCharsets.UTF_8), err, prefix);
    copy(
        process.inputReader(StandardCharsets.UTF_8),
        rank == 0 ? out : err,
        rank == 0 ? "" : prefix);
  }

  private void copy(BufferedReader from, PrintWriter to, String prefix) {
    readers.add(
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try (from) {
                    String line;
                    while ((line = from.readLine()) != null) {
                      synchronized (to) {
                        to.println(prefix + line);
                        to.flush();
                      }
                    }
                  } catch (IOException _) {
                    // The process is gone.
                  }
                }));
  }

  /** The port of worker 0, or null if it has ended. */
  private String awaitPort(Path file) throws IOException, InterruptedException {
    for (int i = 0; i < PORT_TRIES; i++) {
      if (Files.exists(file)) {
        return Files.readString(file).strip();
      }
      if (processes.getFirst().waitFor(20, TimeUnit.MILLISECONDS)) {
        return null;
      }
    }
    throw new IOException("worker 0 does not say where it listens");
  }

  private int await() throws InterruptedException {
    int status = 0;
    for (Process process : processes) {
      int own = process.waitFor();
      // A lost peer is the effect of what happened to the peer.
      if (own != 0 && (status == 0 || status == PEER_LOST)) {
        status = own > 128 ? PEER_LOST : own;
      }
    }
    for (Thread reader : readers) {
      reader.join();
    }
    return status;
  }

  private void stop() {
    synchronized (processes) {
      processes.forEach(Process::destroy);
    }
  }

  private static void delete(Path folder) {
    if (folder == null) {
      return;
    }
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e)
                throws IOException {
              Files.delete(visited);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException _) {
      // Keys of a day, in a folder of their owner's.
    }
  }
}
