package org.ringbench.bench.environment;

import java.util.List;

/**
 * Has forks compile this project's methods after a hundredth of the usual number of calls.
 *
 * <p>A step calls the methods of a protocol a few times each, so that the last of them would be
 * compiled after some thousand steps. Until then a fork measures the compiler, which takes a core
 * from one of two parties, and no two forks alike. A training of hours has all of them compiled:
 * that is the state to measure. Methods of the JDK keep their thresholds: their start would only
 * fill the compiler's queue. See {@code -XX:CompileThresholdScaling} of {@code java
 * -XX:CompileCommand=help}.
 */
public final class EarlyCompilation {
  /** Otherwise each fork prints the next flag. */
  public static final String QUIET = "-XX:CompileCommand=quiet";

  /** The part of the usual thresholds. */
  public static final String THRESHOLDS =
      "-XX:CompileCommand=CompileThresholdScaling,org/ringbench/*.*,0.01";

  /** Both, for all forks but those of a cold start and of the rulers, which are one loop. */
  public static final List<String> FLAGS = List.of(QUIET, THRESHOLDS);

  private EarlyCompilation() {}
}
