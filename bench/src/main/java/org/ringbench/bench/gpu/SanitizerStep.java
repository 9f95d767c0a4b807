package org.ringbench.bench.gpu;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringbench.bench.gpu.Step.StepException;

/**
 * The backend check under compute-sanitizer's memcheck: reads and writes out of bounds, and leaks
 * of device memory, that no wrong word has shown.
 */
final class SanitizerStep implements Step.Work {
  /** Of compute-sanitizer itself, where it found something: apart from the check's own statuses. */
  private static final int FOUND_ERRORS = 86;

  private final String backend;
  private final Optional<Path> sanitizer;

  SanitizerStep(String backend, Optional<Path> sanitizer) {
    this.backend = backend;
    this.sanitizer = sanitizer;
  }

  @Override
  public String run(StepLog log, Deadline deadline) throws Exception {
    if (sanitizer.isEmpty()) {
      return "skipped: compute-sanitizer is not found (it comes with the CUDA toolkit)";
    }
    List<String> prefix =
        List.of(
            sanitizer.get().toString(),
            "--tool",
            "memcheck",
            "--error-exitcode",
            String.valueOf(FOUND_ERRORS));
    ChildJvm.End end =
        ChildJvm.run(
            prefix,
            BackendWorker.class.getName(),
            List.of(backend, "0"),
            deadline,
            line -> log.add(Map.of("line", line), line));
    if (end.timedOut()) {
      throw new StepException("stopped: time limit (what it printed until then is in the files)");
    }
    return switch (end.status()) {
      case 0 -> "compute-sanitizer found nothing";
      case FOUND_ERRORS -> throw new StepException("compute-sanitizer found memory errors");
      default -> throw new StepException("the check ended with status " + end.status());
    };
  }
}
