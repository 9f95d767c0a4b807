package org.ringbench.natives;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.ringbench.natives.NativeBackendProvider.Probe;
import org.ringbench.ring.RingBackend;

/**
 * The machine that runs the tests: those that need the library skip, visibly, where it cannot run.
 */
final class Machines {
  private Machines() {}

  /** The CPU, if the library runs on it. */
  static Cpu requireCpu() {
    return switch (ThisMachine.probe()) {
      case Probe.Available yes -> yes.cpu();
      case Probe.Unavailable no -> {
        assumeTrue(false, no.reason());
        throw new AssertionError("skipped");
      }
    };
  }

  static RingBackend requireBackend() {
    return NativeBackendProvider.create(requireCpu(), 1);
  }

  /** A backend that uses no more than {@code bits} of the CPU. */
  static RingBackend requireBackend(int bits, int threads) {
    return NativeBackendProvider.create(new Cpu(requireCpu().bits() & bits), threads);
  }
}
