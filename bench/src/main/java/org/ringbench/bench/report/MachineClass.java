package org.ringbench.bench.report;

import org.ringbench.bench.results.Environment;

/** What machines must have in common for their times to be of one kind. */
final class MachineClass {
  private MachineClass() {}

  /** Processor, cores, vectors and GPU. */
  static String of(Environment environment) {
    return "%s, %d cores, %s%s"
        .formatted(
            environment.cpu(),
            environment.threads(),
            environment.vectorBits() == null
                ? "no vectors"
                : environment.vectorBits() + "-bit vectors",
            environment.gpu() == null ? "" : ", " + environment.gpu());
  }
}
