package org.ringbench.bench.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.ringbench.bench.results.Statistics;

/** Measures forks with JMH; what JMH prints goes to a log. */
final class JmhForkRunner implements ForkRunner {
  private final JmhArguments arguments;
  private final Timing timing;
  private final List<String> forkFlags;
  private final OutputFormat log;
  private final Map<Cell, List<BenchmarkResult>> measured = new LinkedHashMap<>();

  JmhForkRunner(JmhArguments arguments, Timing timing, List<String> forkFlags, PrintStream log) {
    this.arguments = arguments;
    this.timing = timing;
    this.forkFlags = forkFlags;
    this.log =
        OutputFormatFactory.createFormatInstance(
            log, arguments.options().verbosity().orElse(VerboseMode.NORMAL));
  }

  @Override
  public Fork run(Cell cell) throws MeasurementException {
    try {
      Runner runner = new Runner(arguments.fork(cell, timing, forkFlags), log);
      RunResult result = ForkClassPath.with(cell, runner::runSingle);
      BenchmarkResult fork = result.getBenchmarkResults().iterator().next();
      measured.computeIfAbsent(cell, _ -> new ArrayList<>()).add(fork);
      return read(fork);
    } catch (RunnerException | IOException e) {
      throw new MeasurementException(cell + ": " + rootMessage(e), e);
    }
  }

  private static Fork read(BenchmarkResult fork) {
    List<Double> times = new ArrayList<>();
    Map<String, List<Double>> counters = new LinkedHashMap<>();
    for (IterationResult iteration : fork.getIterationResults()) {
      times.add(iteration.getPrimaryResult().getScore());
      iteration
          .getSecondaryResults()
          .forEach(
              (name, result) ->
                  counters.computeIfAbsent(name, _ -> new ArrayList<>()).add(result.getScore()));
    }
    return new Fork(Statistics.median(times), counters);
  }

  /** All forks so far as JMH reports them, those of a cell together. */
  String report() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    ResultFormatFactory.getInstance(ResultFormatType.TEXT, out).writeOut(results());
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Writes JMH's result file if the user asked for one: JMH itself left that of the last fork. */
  void writeResultFile() {
    CommandLineOptions options = arguments.options();
    if (options.getResult().hasValue() || options.getResultFormat().hasValue()) {
      ResultFormatType format = options.getResultFormat().orElse(ResultFormatType.CSV);
      String file =
          options.getResult().orElse("jmh-result." + format.toString().toLowerCase(Locale.ROOT));
      ResultFormatFactory.getInstance(format, file).writeOut(results());
    }
  }

  private Collection<RunResult> results() {
    return measured.values().stream()
        .map(forks -> new RunResult(forks.getFirst().getParams(), forks))
        .toList();
  }

  /** The first line of the deepest message: JMH wraps what a fork threw several times. */
  private static String rootMessage(Throwable e) {
    String message = e.getClass().getSimpleName();
    for (Throwable t = e; t != null; t = next(t)) {
      message = t.getMessage() == null ? message : t.getMessage();
    }
    return message.lines().findFirst().orElse("");
  }

  private static Throwable next(Throwable t) {
    return t.getCause() != null || t.getSuppressed().length == 0
        ? t.getCause()
        : t.getSuppressed()[0];
  }
}
