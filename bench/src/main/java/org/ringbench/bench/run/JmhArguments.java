package org.ringbench.bench.run;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.ringbench.bench.jmh.profile.PhaseProfiler;

/**
 * JMH's own command line within ours. Its regular expressions and {@code -p} choose among the
 * tier's cells; all else goes to JMH as it is.
 */
public final class JmhArguments {
  /**
   * Forks inherit these from the host JVM, unless {@code -jvmArgs} takes the place of its flags.
   */
  private static final List<String> NEEDED_FLAGS =
      List.of(
          "--add-modules=jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

  private final CommandLineOptions options;
  private final List<String> includes;

  private JmhArguments(Parsed options) {
    this.options = options;
    includes = options.chosen();
  }

  /** JMH adds a builder's includes to its parent's; here they choose cells and then give way. */
  private static final class Parsed extends CommandLineOptions {
    private static final long serialVersionUID = 1L;

    Parsed(String[] words) throws CommandLineOptionException {
      super(words);
    }

    List<String> chosen() {
      return super.getIncludes();
    }

    @Override
    public List<String> getIncludes() {
      return List.of();
    }
  }

  /**
   * Parses one string of arguments; quotes keep words together.
   *
   * @throws IllegalArgumentException if JMH does not understand it, or it asks for another measure
   *     than the mean time in milliseconds
   */
  public static JmhArguments parse(String line) {
    List<String> words = new ArrayList<>();
    for (Matcher word = WORD.matcher(line); word.find(); ) {
      words.add(firstGroup(word));
    }
    Parsed options;
    try {
      options = new Parsed(words.toArray(String[]::new));
    } catch (CommandLineOptionException e) {
      throw new IllegalArgumentException("JMH arguments: " + e.getMessage(), e);
    }
    Profilers.require(options.getProfilers());
    if (!options.getBenchModes().isEmpty() || options.getTimeUnit().hasValue()) {
      throw new IllegalArgumentException(
          "JMH arguments -bm and -tu: results are mean times in milliseconds"
              + " (java -jar benchmarks.jar measures otherwise)");
    }
    if (options.shouldHelp()
        || options.shouldList()
        || options.shouldListWithParams()
        || options.shouldListProfilers()
        || options.shouldListResultFormats()) {
      throw new IllegalArgumentException(
          "JMH arguments that only list things: use java -jar benchmarks.jar with them");
    }
    if (options.getForkCount().orElse(1) < 1) {
      throw new IllegalArgumentException("JMH arguments -f: expected at least 1 fork");
    }
    return new JmhArguments(options);
  }

  /** The options as JMH parsed them. */
  CommandLineOptions options() {
    return options;
  }

  /** Whether JMH's own report says more than ours: what the profilers of {@code -prof} found. */
  public boolean hasProfilers() {
    return !options.getProfilers().isEmpty();
  }

  /** Forks of each cell: {@code -f}, or the usual number. */
  public int forks(int usual) {
    return options.getForkCount().orElse(usual);
  }

  /** The tier's timing with {@code -wi} and {@code -i} in its place, for the estimate. */
  public Timing timing(Timing usual) {
    return new Timing(
        options.getWarmupIterations().orElse(usual.warmupIterations()),
        options.getMeasurementIterations().orElse(usual.measurementIterations()),
        usual.iteration());
  }

  /** Adds the values of {@code -p} to a selection. */
  public void addTo(Selection selection) {
    for (Axis axis : Axis.values()) {
      selection.choose(
          "-p " + axis.key(),
          axis,
          List.copyOf(options.getParameter(axis.key()).orElse(List.of())));
    }
  }

  /**
   * The cells whose benchmark the regular expressions leave.
   *
   * @throws IllegalArgumentException if none is left
   */
  public List<Cell> of(List<Cell> cells) {
    List<Cell> left =
        cells.stream()
            .filter(cell -> includes.isEmpty() || isAmong(cell, includes))
            .filter(cell -> !isAmong(cell, options.getExcludes()))
            .toList();
    if (left.isEmpty()) {
      throw new IllegalArgumentException(
          "JMH arguments: no benchmark of the tier matches " + includes);
    }
    return left;
  }

  /**
   * The options of one fork of a cell: what the user gave, and the tier's choice for the rest.
   *
   * @param forkFlags of the fork's JVM beside those that it inherits
   */
  Options fork(Cell cell, Timing timing, List<String> forkFlags) {
    ChainedOptionsBuilder fork =
        new OptionsBuilder()
            .parent(options)
            .include("^" + Pattern.quote(cell.benchmark().jmhName()) + "$")
            .forks(1)
            .shouldFailOnError(true)
            .jvmArgsAppend(concat(options.getJvmArgsAppend().orElse(List.of()), forkFlags));
    // Also the axes without meaning for the cell, or JMH would run it for each value of a -p.
    Map<Axis, String> values = new EnumMap<>(Axis.class);
    values.putAll(cell.benchmark().usual());
    values.putAll(cell.values());
    values.forEach((axis, value) -> fork.param(axis.key(), value));
    if (options.getJvmArgs().hasValue()) {
      fork.jvmArgs(concat(NEEDED_FLAGS, options.getJvmArgs().get()));
    }
    if (Phases.areTraced(cell)) {
      fork.addProfiler(PhaseProfiler.class);
    }
    if (cell.benchmark().isSingleShot()) {
      return fork.warmupIterations(0).measurementIterations(1).build();
    }
    TimeValue iteration = TimeValue.milliseconds(timing.iteration().toMillis());
    if (!options.getWarmupIterations().hasValue()) {
      fork.warmupIterations(timing.warmupIterations());
    }
    if (!options.getWarmupTime().hasValue()) {
      fork.warmupTime(iteration);
    }
    if (!options.getMeasurementIterations().hasValue()) {
      fork.measurementIterations(timing.measurementIterations());
    }
    if (!options.getMeasurementTime().hasValue()) {
      fork.measurementTime(iteration);
    }
    return fork.build();
  }

  private static boolean isAmong(Cell cell, List<String> expressions) {
    return expressions.stream()
        .anyMatch(e -> Pattern.compile(e).matcher(cell.benchmark().jmhName()).find());
  }

  private static String[] concat(Collection<String> first, Collection<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all.toArray(String[]::new);
  }

  private static String firstGroup(Matcher word) {
    for (int group = 1; group < word.groupCount(); group++) {
      if (word.group(group) != null) {
        return word.group(group);
      }
    }
    return word.group(word.groupCount());
  }
}
