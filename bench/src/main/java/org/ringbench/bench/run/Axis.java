package org.ringbench.bench.run;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.workload.Networks;

/** The axes of the grid: JMH's parameters by the same name, and what each accepts. */
public enum Axis {
  /** Which kernel of the ring. */
  OPERATION("operation", List.of("add", "scale", "truncate", "expand", "open")),
  /** What is trained. */
  MODEL("model", List.of("mlp", "linreg")),
  /** What computes. */
  ENGINE(
      "engine",
      List.of(
          Names.ENCRYPTED,
          Names.FIXED,
          Names.ND4J,
          Names.JAVA_FLOAT,
          Names.CUBLAS,
          Names.ND4J_CUDA)),
  /** Which part of an encrypted step is timed. */
  PHASE("phase", List.of(Names.TOTAL, Names.ONLINE, Names.OFFLINE)),
  /** Bits after the binary point. */
  FRACTION_BITS("fractionBits", 1, 61),
  /** Rows a step. */
  BATCH_SIZE("batchSize", 1, 100_000),
  /** How a sign is found. */
  COMPARISON("comparison", List.of("radix4", "radix2")),
  /** Between the layers of the MLP. */
  ACTIVATION("activation", List.of("relu", "square")),
  /** Which kernels the parties run; what is on the class path decides. */
  BACKEND("backend", "the name of a backend (see doctor), or usual", name -> !name.isBlank()),
  /** How the parties and the dealer of an encrypted step run; threads are also an axis. */
  EXECUTION(
      "execution",
      "threads or lockstep or graph",
      List.of("threads", "lockstep", "graph")::contains),
  /** Between the parties. */
  NETWORK("network", Networks.EXPECTED, Networks::isPlausible),
  /** Threads of a plaintext engine; 0 stands for all cores. */
  THREADS("threads", 0, 1024),
  /** Rows, inner dimension and columns of a matrix product. */
  SIZE("size", "ROWSxINNERxCOLUMNS", size -> size.matches("[1-9]\\d{0,5}(x[1-9]\\d{0,5}){2}")),
  /** Elements of a kernel's vector. */
  ELEMENTS("elements", 1, 100_000_000);

  private final String key;
  private final String expected;
  private final boolean named;

  @SuppressWarnings("ImmutableEnumChecker") // the predicates have no state
  private final Predicate<String> accepts;

  Axis(String key, String expected, Predicate<String> accepts) {
    this(key, expected, accepts, true);
  }

  /** An axis of words that are no value or key of another, so that a word tells its axis. */
  Axis(String key, List<String> values) {
    this(key, String.join(" or ", values), values::contains, false);
  }

  Axis(String key, int low, int high) {
    this(key, low + " to " + high, value -> isWithin(value, low, high), true);
  }

  Axis(String key, String expected, Predicate<String> accepts, boolean named) {
    this.key = key;
    this.expected = expected;
    this.accepts = accepts;
    this.named = named;
  }

  /** The name in grids, in {@code -p name=value} and in the results file. */
  public String key() {
    return key;
  }

  /** A value as the text of a cell has it: with the axis, unless the word alone says enough. */
  String text(String value) {
    return named ? key + "=" + value : value;
  }

  /** The accepted values, in words. */
  public String expected() {
    return expected;
  }

  /**
   * The value, if it is one of this axis.
   *
   * @param option that gave it, for the message
   * @throws IllegalArgumentException naming the accepted values
   */
  String check(String option, String value) {
    if (!accepts.test(value)) {
      throw new IllegalArgumentException(
          "%s \"%s\": expected %s".formatted(option, value, expected));
    }
    return value;
  }

  /**
   * Whether choosing values on this axis leaves out the other cells. On the other axes it puts the
   * values in the place of the tier's, so that a value outside the tier can be measured.
   */
  boolean isFilter() {
    return this == MODEL || this == ENGINE || this == PHASE;
  }

  static Optional<Axis> of(String key) {
    return Stream.of(values()).filter(axis -> axis.key.equals(key)).findFirst();
  }

  private static boolean isWithin(String value, int low, int high) {
    try {
      int number = Integer.parseInt(value);
      return low <= number && number <= high;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
