package org.ringbench.bench.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.ringbench.bench.environment.CoreWatch;
import org.ringbench.bench.results.Statistics;
import org.ringbench.bench.workload.WrongAnswerException;

/** Measures forks with JMH; what JMH prints goes to a log. */
final class JmhForkRunner implements ForkRunner {
  private final JmhArguments arguments;
  private final Timing timing;
  private final List<String> forkFlags;
  private final CoreWatch cores;
  private final OutputFormat log;
  private final Map<Cell, List<BenchmarkResult>> measured = new LinkedHashMap<>();

  JmhForkRunner(
      JmhArguments arguments,
      Timing timing,
      List<String> forkFlags,
      CoreWatch cores,
      PrintStream log) {
    this.cores = cores;
    this.arguments = arguments;
    this.timing = timing;
    this.forkFlags = forkFlags;
    this.log =
        OutputFormatFactory.createFormatInstance(
            log, arguments.options().verbosity().orElse(VerboseMode.NORMAL));
  }

  @Override
  public Optional<Boolean> coresAreApart() {
    return cores.areApart();
  }

  @Override
  public Fork run(Cell cell) throws MeasurementException {
    try {
      List<String> flags = new ArrayList<>(forkFlags);
      flags.addAll(cores.flags());
      Runner runner = new Runner(arguments.fork(cell, timing, flags), log);
      Collection<BenchmarkResult> forks =
          ForkClassPath.with(cell, runner::runSingle).getBenchmarkResults();
      if (forks.isEmpty() || forks.iterator().next().getIterationResults().isEmpty()) {
        throw new MeasurementException("the fork ended without a result", null);
      }
      BenchmarkResult fork = forks.iterator().next();
      synchronized (measured) {
        measured.computeIfAbsent(cell, _ -> new ArrayList<>()).add(fork);
      }
      Fork read = read(fork);
      cores.waited(read.sum(CoreWatch.WAITED));
      return read;
    } catch (RunnerException | IOException | RuntimeException e) {
      throw new MeasurementException(rootMessage(e), e, hasWrongAnswer(e));
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

  /** As JMH reports them, those of a cell together. */
  @Override
  public String report() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    ResultFormatFactory.getInstance(ResultFormatType.TEXT, out).writeOut(results());
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Writes JMH's result file if the user asked for one: JMH itself left that of the last fork. */
  @Override
  public void writeFiles() throws IOException {
    Path file = arguments.resultFile().orElse(null);
    if (file != null) {
      try {
        ResultFormatFactory.getInstance(arguments.resultFormat(), file.toString())
            .writeOut(results());
      } catch (RuntimeException e) {
        throw new IOException(file + ": " + rootMessage(e), e);
      }
    }
  }

  private Collection<RunResult> results() {
    synchronized (measured) {
      return measured.values().stream()
          .map(forks -> new RunResult(forks.getFirst().getParams(), List.copyOf(forks)))
          .toList();
    }
  }

  /** The first line of the deepest message: JMH wraps what a fork threw several times. */
  private static String rootMessage(Throwable e) {
    String message = e.getClass().getSimpleName();
    for (Throwable t : chain(e)) {
      message = t.getMessage() == null ? message : t.getMessage();
    }
    return message.lines().findFirst().orElse("");
  }

  private static boolean hasWrongAnswer(Throwable e) {
    return chain(e).stream().anyMatch(WrongAnswerException.class::isInstance);
  }

  /** A throwable, its cause and so on; JMH keeps what the fork threw as suppressed. */
  private static List<Throwable> chain(Throwable e) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = e; t != null && !chain.contains(t); t = next(t)) {
      chain.add(t);
    }
    return chain;
  }

  private static Throwable next(Throwable t) {
    return t.getCause() != null || t.getSuppressed().length == 0
        ? t.getCause()
        : t.getSuppressed()[0];
  }
}
