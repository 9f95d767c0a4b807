package org.ringbench.bench.gpu;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ringbench.bench.gpu.Step.StepException;

/**
 * Every kernel against the Java backend, the smallest first, in a JVM of its own; where a kernel
 * breaks or hangs that JVM, a fresh one goes on with the next.
 */
final class KernelStep implements Step.Work {
  /** No kernel's cases take as long, on any backend. */
  private static final Duration OF_A_JVM = Duration.ofSeconds(60);

  private static final Set<String> VERDICTS =
      Set.of(BackendWorker.PASSED, BackendWorker.WRONG, BackendWorker.BROKEN);

  private final String backend;
  private final String main;

  KernelStep(String backend) {
    this(backend, BackendWorker.class.getName());
  }

  KernelStep(String backend, String main) {
    this.backend = backend;
    this.main = main;
  }

  @Override
  public String run(StepLog log, Deadline deadline) throws Exception {
    List<String> kernels = BackendCheck.kernels();
    Tally tally = new Tally(log);
    while (tally.next < kernels.size()) {
      if (deadline.isOver()) {
        throw new StepException(
            "%d of %d kernels not run: time limit"
                .formatted(kernels.size() - tally.next, kernels.size()));
      }
      int first = tally.next;
      tally.lastWords = "";
      ChildJvm.End end =
          ChildJvm.run(
              List.of(),
              main,
              List.of(backend, String.valueOf(first)),
              deadline.atMost(OF_A_JVM),
              tally::line);
      if (tally.running) { // it ended without a verdict
        String how = end.timedOut() ? "hung" : "ended its JVM with status " + end.status();
        String kernel = kernels.get(tally.next);
        tally.verdict(BackendWorker.BROKEN, kernel, how + tally.words(), "0");
      } else if (tally.next == first) {
        throw new StepException(
            "the JVM for backend %s ended with status %d%s"
                .formatted(backend, end.status(), tally.words()));
      }
    }
    if (tally.failed > 0) {
      throw new StepException(
          "%d of %d kernels are wrong, the first is %s"
              .formatted(tally.failed, kernels.size(), tally.firstFailed));
    }
    return "all %d kernels equal the Java backend's, bit for bit".formatted(kernels.size());
  }

  /** What the lines said so far. */
  private static final class Tally {
    private final StepLog log;
    private int next;
    private int failed;
    private boolean running;
    private String firstFailed = "";
    private String lastWords = "";

    Tally(StepLog log) {
      this.log = log;
    }

    void line(String line) throws IOException {
      String[] words = line.split("\t", -1);
      if (words.length == 4 && words[0].equals(BackendWorker.BEGIN)) {
        running = true;
      } else if (words.length == 4 && VERDICTS.contains(words[0])) {
        verdict(words[0], words[1], words[3], words[2]);
      } else if (!line.startsWith("WARNING: Using incubator")) {
        lastWords = line;
      }
    }

    void verdict(String status, String kernel, String problem, String millis) throws IOException {
      running = false;
      next++;
      if (!status.equals(BackendWorker.PASSED)) {
        firstFailed = failed++ == 0 ? kernel + ": " + problem : firstFailed;
      }
      log.add(
          Map.of("kernel", kernel, "status", status, "problem", problem, "millis", millis),
          "%-18s %-6s %6s ms  %s".formatted(kernel, status, millis, problem));
    }

    String words() {
      return lastWords.isEmpty() ? "" : ": " + lastWords;
    }
  }
}
