package org.ringbench.bench.run;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.ringbench.bench.environment.EarlyCompilation;
import org.ringbench.bench.environment.NeededFlags;
import org.ringbench.bench.environment.Probe;
import org.ringbench.bench.jmh.profile.PhaseProfiler;

/**
 * JMH's own command line within ours. Its regular expressions and {@code -p} choose among the
 * tier's cells; all else goes to JMH as it is.
 */
public final class JmhArguments {
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
   * @throws IllegalArgumentException if JMH does not understand it, or it would take away what a
   *     run needs (see {@link JmhRefusals})
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
    JmhRefusals.check(words, options);
    Profilers.require(options.getProfilers());
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

  /** Whether {@code -f} gives the number. */
  boolean hasForks() {
    return options.getForkCount().hasValue();
  }

  /** JVMs that are started for each fork: {@code -wf} throws some away. */
  public int jvms() {
    return 1 + options.getWarmupForkCount().orElse(0);
  }

  /** The tier's timing with {@code -wi}, {@code -w}, {@code -i} and {@code -r} in its place. */
  public Timing timing(Timing usual) {
    return new Timing(
        options.getWarmupIterations().orElse(usual.warmupIterations()),
        options.getMeasurementIterations().orElse(usual.measurementIterations()),
        duration(options.getWarmupTime().orElse(null), usual.warmup()),
        duration(options.getMeasurementTime().orElse(null), usual.measurement()));
  }

  private static Duration duration(TimeValue time, Duration usual) {
    return time == null ? usual : Duration.ofNanos(time.convertTo(TimeUnit.NANOSECONDS));
  }

  /** The file that JMH's own results go to, if the user wants one. */
  public Optional<Path> resultFile() {
    if (!options.getResult().hasValue() && !options.getResultFormat().hasValue()) {
      return Optional.empty();
    }
    return Optional.of(Path.of(options.getResult().orElse("jmh-result." + suffix())));
  }

  private String suffix() {
    return resultFormat().toString().toLowerCase(Locale.ROOT);
  }

  /** The format of that file. */
  ResultFormatType resultFormat() {
    return options.getResultFormat().orElse(ResultFormatType.CSV);
  }

  /**
   * The flags that forks run with, but for the data's.
   *
   * @param host flags that forks have where no {@code -jvmArgs} is given; where it is, they still
   *     get what a run needs and the properties that say how to run
   */
  public List<String> forkFlags(List<String> host) {
    List<String> flags = new ArrayList<>(options.getJvmArgsPrepend().orElse(List.of()));
    if (options.getJvmArgs().hasValue()) {
      flags.addAll(NeededFlags.ALL);
      host.stream()
          .filter(f -> f.startsWith("-Dringbench.") || EarlyCompilation.FLAGS.contains(f))
          .forEach(flags::add);
      flags.addAll(options.getJvmArgs().get());
    } else {
      flags.addAll(host);
    }
    flags.addAll(options.getJvmArgsAppend().orElse(List.of()));
    return flags;
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
   * @param dataFlags say where the data come from
   */
  Options fork(Cell cell, Timing timing, List<String> dataFlags) {
    ChainedOptionsBuilder fork =
        new OptionsBuilder()
            .parent(options)
            .include("^" + Pattern.quote(cell.benchmark().jmhName()) + "$")
            .forks(1)
            .shouldFailOnError(true)
            .jvmArgsPrepend() // these and the next are all in the third
            .jvmArgs(concat(forkFlags(hostFlags(cell)), dataFlags))
            .jvmArgsAppend();
    // Also the axes without meaning for the cell, or JMH would run it for each value of a -p.
    Map<Axis, String> values = new EnumMap<>(Axis.class);
    values.putAll(cell.benchmark().usual());
    values.putAll(cell.values());
    values.forEach((axis, value) -> fork.param(axis.key(), value));
    if (Phases.areTraced(cell)) {
      fork.addProfiler(PhaseProfiler.class);
    }
    if (cell.benchmark().isSingleShot()) {
      return fork.warmupIterations(0).measurementIterations(1).build();
    }
    if (!options.getWarmupIterations().hasValue()) {
      fork.warmupIterations(timing.warmupIterations());
    }
    if (!options.getWarmupTime().hasValue()) {
      fork.warmupTime(TimeValue.milliseconds(timing.warmup().toMillis()));
    }
    if (!options.getMeasurementIterations().hasValue()) {
      fork.measurementIterations(timing.measurementIterations());
    }
    if (!options.getMeasurementTime().hasValue()) {
      fork.measurementTime(TimeValue.milliseconds(timing.measurement().toMillis()));
    }
    return fork.build();
  }

  /**
   * A cold start is that of a JVM as users have it, and the rulers' one loop runs long enough for
   * the compiler: early it spills the registers that the loop is about.
   */
  private static List<String> hostFlags(Cell cell) {
    return switch (cell.benchmark()) {
      case COLD_START, RING_PEAK, FLOAT_PEAK ->
          ManagementFactory.getRuntimeMXBean().getInputArguments();
      default -> Probe.jvmFlags();
    };
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
