package org.ringbench.ptx;

/**
 * How an {@link Interpreter} runs.
 *
 * @param instructionLimit warp instructions that one launch may execute on one thread
 * @param order of blocks and warps
 * @param seed of {@link WarpOrder#SEEDED}
 * @param checkRaces whether races in shared memory are looked for
 * @param coverage what the launches are added to, or null
 * @param threads Java threads that share the blocks of a launch; above 1 the blocks must be
 *     independent, apart from atomics
 */
public record Options(
    long instructionLimit,
    WarpOrder order,
    long seed,
    boolean checkRaces,
    Coverage coverage,
    int threads) {
  /** Checks the numbers. */
  public Options {
    if (instructionLimit <= 0) {
      throw new IllegalArgumentException(
          "instruction limit " + instructionLimit + ", expected > 0");
    }
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads, expected at least 1");
    }
  }

  /** Options for one thread. */
  public Options(
      long instructionLimit, WarpOrder order, long seed, boolean checkRaces, Coverage coverage) {
    this(instructionLimit, order, seed, checkRaces, coverage, 1);
  }

  /** Forward order, every check on, a limit of 10^9 warp instructions, no coverage. */
  public static Options defaults() {
    return new Options(1_000_000_000L, WarpOrder.FORWARD, 0, true, null);
  }
}
