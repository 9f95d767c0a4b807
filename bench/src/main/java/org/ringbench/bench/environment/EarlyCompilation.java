package org.ringbench.bench.environment;

import java.util.List;

/**
 * Has forks compile this project's methods after a hundredth of the usual number of calls, and
 * those of the protocols one by one.
 *
 * <p>A step calls the methods of a protocol a few times each, so that the last of them would be
 * compiled after some thousand steps. Until then a fork measures the compiler, which takes a core
 * from one of two parties, and no two forks alike. A training of hours has all of them compiled:
 * that is the state to measure. Methods of the JDK keep their thresholds: their start would only
 * fill the compiler's queue.
 *
 * <p>Compiled early, the methods that drive a step would have all that they call inlined: half a
 * second of the compiler's each, once more when a traced session brings classes of its own. As they
 * call kernels that take thousands of times as long as a call, they are as fast without. See {@code
 * java -XX:CompileCommand=help}.
 */
public final class EarlyCompilation {
  private static final String COMMAND = "-XX:CompileCommand=";
  private static final String APART = COMMAND + "dontinline,org/ringbench/";

  /** Otherwise each fork prints the other flags. */
  public static final String QUIET = COMMAND + "quiet";

  /** The part of the usual thresholds. */
  public static final String THRESHOLDS =
      COMMAND + "CompileThresholdScaling,org/ringbench/*.*,0.01";

  /** The parties' methods are compiled one by one. */
  public static final String PARTY = APART + "party/*.*";

  /** The protocols' methods are compiled one by one. */
  public static final String PROTOCOL = APART + "protocol/*.*";

  /** The dealer's methods are compiled one by one. */
  public static final String DEALER = APART + "dealer/*.*";

  /** All of them, for all forks but those of a cold start and of the rulers, which are one loop. */
  public static final List<String> FLAGS = List.of(QUIET, THRESHOLDS, PARTY, PROTOCOL, DEALER);

  private EarlyCompilation() {}
}
