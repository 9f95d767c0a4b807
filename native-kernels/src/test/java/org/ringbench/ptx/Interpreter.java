package org.ringbench.ptx;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.ringbench.ptx.PtxFault.Kind;

/** Runs kernels over a {@link DeviceMemory}. Launches may run at once if the host lets them. */
public final class Interpreter {
  private final DeviceMemory memory;
  private final Options options;

  /** An interpreter of that memory. */
  public Interpreter(DeviceMemory memory, Options options) {
    this.memory = memory;
    this.options = options;
  }

  /**
   * Runs a launch to its end.
   *
   * @param threads of a block, along x
   * @param parameters all of the kernel's parameters as C lays them out; copied
   * @return what it executed
   * @throws PtxFault for whatever a check finds; memory is then as the kernel left it
   */
  public LaunchCounts run(
      PtxKernel kernel,
      int gridX,
      int gridY,
      int gridZ,
      int threads,
      int dynamicSharedBytes,
      MemorySegment parameters) {
    check(kernel, gridX > 0 && gridY > 0 && gridZ > 0, "a grid without blocks");
    check(
        kernel,
        threads > 0 && threads <= kernel.maxThreads() && threads <= 1024,
        threads + " threads a block, at most " + kernel.maxThreads());
    check(kernel, dynamicSharedBytes >= 0, dynamicSharedBytes + " bytes of shared memory");
    check(
        kernel,
        parameters.byteSize() == kernel.parameterBytes(),
        "parameters of " + parameters.byteSize() + " bytes, not " + kernel.parameterBytes());
    int[] grid = {gridX, gridY, gridZ};
    byte[] bytes = parameters.toArray(ValueLayout.JAVA_BYTE);
    long blocks = (long) gridX * gridY * gridZ;
    int workers = (int) Math.min(options.threads(), blocks);
    AtomicLong turn = new AtomicLong();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Launch[] launches = new Launch[workers];
    Thread[] others = new Thread[workers];
    for (int i = 0; i < workers; i++) {
      launches[i] = new Launch(kernel, memory, options, grid, threads, dynamicSharedBytes, bytes);
    }
    for (int i = 1; i < workers; i++) {
      Launch launch = launches[i];
      others[i] = Thread.ofPlatform().daemon().start(() -> work(launch, blocks, turn, failure));
    }
    work(launches[0], blocks, turn, failure);
    for (int i = 1; i < workers; i++) {
      join(others[i]);
    }
    LaunchCounts counts = LaunchCounts.none();
    for (Launch launch : launches) {
      counts = counts.plus(launch.counts());
      if (options.coverage() != null) {
        options.coverage().add(launch);
      }
    }
    switch (failure.get()) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure.get());
    }
    return counts;
  }

  private static void check(PtxKernel kernel, boolean fine, String message) {
    if (!fine) {
      throw new PtxFault(Kind.LAUNCH, kernel.name(), message);
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("CatchingUnchecked")
  private void work(
      Launch launch, long blocks, AtomicLong turn, AtomicReference<Throwable> failure) {
    try {
      Block block = new Block(launch);
      while (failure.get() == null) {
        long at = turn.getAndIncrement();
        if (at >= blocks) {
          return;
        }
        long index = Orders.block(at, blocks, options.order(), options.seed());
        block.run(index, new SplittableRandom(options.seed() + index));
      }
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }
}
