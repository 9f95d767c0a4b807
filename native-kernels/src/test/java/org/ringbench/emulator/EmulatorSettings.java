package org.ringbench.emulator;

import java.util.List;
import org.ringbench.ptx.Options;

/**
 * What an {@link EmulatedDriver} imitates.
 *
 * @param gpus in the order of their indices; each has memory of its own
 * @param driverVersion the CUDA version, as {@code 1000 * major + 10 * minor}: decides which PTX is
 *     accepted
 * @param seed of the order in which queued work of several streams is done
 * @param queueLimit pieces of work that may be queued before a call has to wait for some
 * @param options of the interpreter
 */
public record EmulatorSettings(
    List<GpuModel> gpus, int driverVersion, long seed, int queueLimit, Options options) {

  /** A copy of the list is kept. */
  public EmulatorSettings {
    gpus = List.copyOf(gpus);
  }

  /** One A100 with a driver of CUDA 12.0, and a queue of 1,024 as the real driver's. */
  public static EmulatorSettings of(Options options) {
    return new EmulatorSettings(List.of(GpuModel.A100), 12_000, 1, 1024, options);
  }

  /** Other GPUs. */
  public EmulatorSettings withGpus(GpuModel... models) {
    return new EmulatorSettings(List.of(models), driverVersion, seed, queueLimit, options);
  }

  /** Another driver. */
  public EmulatorSettings withDriverVersion(int version) {
    return new EmulatorSettings(gpus, version, seed, queueLimit, options);
  }

  /** Another order of execution. */
  public EmulatorSettings withSeed(long newSeed) {
    return new EmulatorSettings(gpus, driverVersion, newSeed, queueLimit, options);
  }

  /** Another length of the queues. */
  public EmulatorSettings withQueueLimit(int limit) {
    return new EmulatorSettings(gpus, driverVersion, seed, limit, options);
  }

  /** Another interpreter. */
  public EmulatorSettings withOptions(Options newOptions) {
    return new EmulatorSettings(gpus, driverVersion, seed, queueLimit, newOptions);
  }
}
