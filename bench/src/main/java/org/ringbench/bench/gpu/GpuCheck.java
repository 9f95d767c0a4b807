package org.ringbench.bench.gpu;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.ringbench.cuda.nvml.GpuState;

/**
 * Runs steps in order within a time limit. Each writes its own files at once; one that fails, hangs
 * or runs out of time leaves the others their turn, and what has no time left is marked as not run.
 */
public final class GpuCheck {
  /** The name of the last files: what came of every step. */
  public static final String SUMMARY = "summary";

  /** What came of a step. */
  public enum Status {
    /** Done, and nothing was wrong. */
    PASSED,
    /** Something is wrong. */
    FAILED,
    /** Not run, or not finished. */
    NOT_RUN
  }

  /**
   * A step and what came of it.
   *
   * @param step its name
   * @param status how it ended
   * @param message one line
   * @param millis how long it took
   */
  public record Outcome(String step, Status status, String message, long millis) {}

  private final List<Step> steps;
  private final Supplier<List<GpuState>> states;
  private final LongSupplier nanoTime;

  /**
   * A check.
   *
   * @param states asks the GPUs how they are, before and after each step
   */
  GpuCheck(List<Step> steps, Supplier<List<GpuState>> states, LongSupplier nanoTime) {
    this.steps = List.copyOf(steps);
    this.states = states;
    this.nanoTime = nanoTime;
  }

  /**
   * Runs all steps.
   *
   * @param folder of the results, made if needed
   * @param limit for all of them together
   * @param status where progress is told
   * @throws IOException if the folder cannot be written
   */
  public List<Outcome> run(Path folder, Duration limit, PrintStream status) throws IOException {
    Files.createDirectories(folder);
    Deadline deadline = new Deadline(limit, nanoTime);
    List<Outcome> outcomes = new ArrayList<>();
    try (StepLog summary = new StepLog(folder, SUMMARY)) {
      for (Step step : steps) {
        status.println(step.name() + " ...");
        Outcome outcome = run(step, folder, deadline);
        outcomes.add(outcome);
        String line =
            "%-16s %-8s %6.1f s  %s"
                .formatted(
                    step.name(), outcome.status(), outcome.millis() * 1e-3, outcome.message());
        summary.add(
            Map.of(
                "step", outcome.step(),
                "status", outcome.status().name(),
                "message", outcome.message(),
                "millis", outcome.millis()),
            line);
        status.println(line);
      }
    }
    return List.copyOf(outcomes);
  }

  private Outcome run(Step step, Path folder, Deadline deadline) throws IOException {
    if (deadline.isOver()) {
      return new Outcome(step.name(), Status.NOT_RUN, "not run: time limit", 0);
    }
    long start = nanoTime.getAsLong();
    try (StepLog log = new StepLog(folder, step.name())) {
      addStates(log, "before");
      Deadline own = deadline.atMost(step.limit());
      FutureTask<String> task = new FutureTask<>(() -> step.work().run(log, own));
      Thread thread = new Thread(task, "gpu-check " + step.name());
      thread.setDaemon(true); // a driver that hangs must not keep the JVM
      thread.start();
      Outcome outcome = await(step, task, own, start);
      addStates(log, "after");
      log.add(Map.of("outcome", outcome.status().name()), outcome.message());
      return outcome;
    }
  }

  private Outcome await(Step step, FutureTask<String> task, Deadline own, long start) {
    try {
      String message = task.get(own.left().toMillis() + 1, TimeUnit.MILLISECONDS);
      return outcome(step, Status.PASSED, message, start);
    } catch (TimeoutException _) {
      task.cancel(true);
      ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
      return outcome(step, Status.NOT_RUN, "stopped: time limit", start);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      String message =
          cause instanceof Step.StepException ? cause.getMessage() : BackendCheck.oneLine(cause);
      return outcome(step, Status.FAILED, message, start);
    } catch (InterruptedException _) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      return outcome(step, Status.NOT_RUN, "stopped: interrupted", start);
    }
  }

  private Outcome outcome(Step step, Status status, String message, long start) {
    return new Outcome(step.name(), status, message, (nanoTime.getAsLong() - start) / 1_000_000);
  }

  private void addStates(StepLog log, String when) throws IOException {
    for (GpuState gpu : states.get()) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("gpu", gpu.index());
      values.put("when", when);
      gpu.smMegahertz().ifPresent(v -> values.put("smMegahertz", v));
      gpu.memoryMegahertz().ifPresent(v -> values.put("memoryMegahertz", v));
      gpu.celsius().ifPresent(v -> values.put("celsius", v));
      gpu.milliwatts().ifPresent(v -> values.put("milliwatts", v));
      gpu.clockReasons().ifPresent(v -> values.put("clockReasons", v));
      log.add(values, "gpu %d %s: %s".formatted(gpu.index(), when, GpuFindings.describeNow(gpu)));
    }
  }
}
