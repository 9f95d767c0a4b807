package org.ringbench.bench.cli;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.ResultsFile;
import org.ringbench.bench.run.AccuracyPlan;
import org.ringbench.bench.run.Axis;
import org.ringbench.bench.run.Cell;
import org.ringbench.bench.run.Experiment;
import org.ringbench.bench.run.JmhArguments;
import org.ringbench.bench.run.MeasurementException;
import org.ringbench.bench.run.Preflight;
import org.ringbench.bench.run.Selection;
import org.ringbench.bench.run.Tier;
import org.ringbench.bench.table.Report;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.ring.RingBackends;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a tier, or the part of it that the options leave. */
@Command(
    name = "run",
    description = {
      "Measures a tier of the grid and prints what private training costs.",
      "The results also go to latest.json and a dated file in the results folder."
    },
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false)
final class RunCommand implements Callable<Integer> {
  @Option(
      names = "--tier",
      paramLabel = "TIER",
      defaultValue = "smoke",
      description = "Which part of the grid (see list).")
  String tier;

  @Option(
      names = "--model",
      paramLabel = "MODEL,...",
      hideParamSyntax = true,
      split = ",",
      description = "Only these: mlp, linreg.")
  List<String> models = List.of();

  @Option(
      names = "--fraction-bits",
      paramLabel = "BITS,...",
      hideParamSyntax = true,
      split = ",",
      description = "Bits after the binary point.")
  List<String> fractionBits = List.of();

  @Option(
      names = "--batch",
      paramLabel = "ROWS,...",
      hideParamSyntax = true,
      split = ",",
      description = "Rows a step.")
  List<String> batches = List.of();

  @Option(
      names = "--comparison",
      paramLabel = "TREE,...",
      hideParamSyntax = true,
      split = ",",
      description = "radix4, radix2.")
  List<String> comparisons = List.of();

  @Option(
      names = "--activation",
      paramLabel = "FUNCTION,...",
      hideParamSyntax = true,
      split = ",",
      description = "Of the MLP: relu, square.")
  List<String> activations = List.of();

  @Option(
      names = "--backend",
      paramLabel = "NAME,...",
      hideParamSyntax = true,
      split = ",",
      description = "Of the ring: java, ... (see doctor).")
  List<String> backends = List.of();

  @Option(
      names = "--network",
      paramLabel = "NAME,...",
      hideParamSyntax = true,
      split = ",",
      description = "Between the parties: in-memory, loopback, lan-10g, lan-1g, wan, FILE.json.")
  List<String> networks = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "MNIST as IDX files, for the part that ships.")
  Path data;

  @Option(names = "--csv", paramLabel = "FILE", description = "Linear regression on these data.")
  Path csv;

  @Option(
      names = "--target",
      paramLabel = "NAME",
      description = "The column of --csv to predict; the last one, if not given.")
  String target;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Of the accuracy run; 0 leaves it out.")
  Integer epochs;

  @Option(
      names = "--digits",
      paramLabel = "N",
      description = "Of the accuracy run: digits to train on.")
  Integer digits;

  @Option(
      names = "--jmh-args",
      paramLabel = "ARGS",
      defaultValue = "",
      description = "For JMH, in one string.")
  String jmhArguments;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The results folder (default: results/local).")
  Path out;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "Printed at the end: text, json.")
  String format;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws MeasurementException, IOException {
    Experiment experiment = experiment();
    Experiment.Outcome outcome = experiment.run(System.err, isTerminal());
    PrintWriter writer = spec.commandLine().getOut();
    if (outcome.results().isPresent()) {
      print(outcome.results().get(), writer);
      spec.commandLine()
          .getErr()
          .println("Results: " + experiment.folder().resolve(ResultsFile.LATEST));
    } else {
      spec.commandLine().getErr().println("Fewer than 3 forks: no intervals and no results file.");
    }
    if (outcome.results().isEmpty() || experiment.jmh().hasProfilers()) {
      writer.print(outcome.jmhReport());
    }
    writer.flush();
    return ExitCode.OK.status();
  }

  @SuppressWarnings("SystemConsoleNull") // JDK 22 to 24 always gave a console, 25 does not
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  private void print(Results results, PrintWriter writer) {
    writer.print(format.equals("json") ? ResultsFile.toJson(results) : Report.render(results));
  }

  /** Everything that was asked for, checked before anything starts. */
  Experiment experiment() {
    if (!format.equals("text") && !format.equals("json")) {
      throw new InputException("--format \"" + format + "\": expected text or json");
    }
    try {
      Tier chosenTier = Tier.of(tier);
      JmhArguments jmh = JmhArguments.parse(jmhArguments);
      Selection selection = selection(jmh);
      List<Cell> cells = jmh.of(selection.of(chosenTier.cells()));
      Optional<AccuracyPlan> accuracy = accuracy(chosenTier, selection);
      DataSource source = source();
      Preflight.check(cells, accuracy, source);
      Path home = Path.of(System.getProperty("ringbench.home", "")).toAbsolutePath();
      return new Experiment(
          chosenTier,
          cells,
          jmh,
          accuracy,
          source,
          home,
          out == null ? home.resolve("results").resolve("local") : out,
          command());
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage(), e); // every value that was given is checked here
    }
  }

  private Selection selection(JmhArguments jmh) {
    Selection selection = new Selection();
    jmh.addTo(selection);
    selection.choose("--model", Axis.MODEL, csv == null ? models : List.of("linreg"));
    selection.choose("--fraction-bits", Axis.FRACTION_BITS, fractionBits);
    selection.choose("--batch", Axis.BATCH_SIZE, batches);
    selection.choose("--comparison", Axis.COMPARISON, comparisons);
    selection.choose("--activation", Axis.ACTIVATION, activations);
    String usual = System.getProperty(RingBackends.PROPERTY);
    selection.choose(
        "--backend", Axis.BACKEND, backends.isEmpty() && usual != null ? List.of(usual) : backends);
    selection.choose("--network", Axis.NETWORK, networks);
    selection.on(Axis.BACKEND).forEach(RingBackends::provider);
    return selection;
  }

  private Optional<AccuracyPlan> accuracy(Tier chosenTier, Selection selection) {
    AccuracyPlan usual = chosenTier.accuracy();
    boolean leftOut = epochs != null && epochs == 0;
    List<String> chosenModels = selection.on(Axis.MODEL);
    if (leftOut || !(chosenModels.isEmpty() || chosenModels.contains("mlp"))) {
      return Optional.empty();
    }
    List<Integer> bits = selection.on(Axis.FRACTION_BITS).stream().map(Integer::valueOf).toList();
    return Optional.of(
        new AccuracyPlan(
            epochs == null ? usual.epochs() : epochs,
            digits == null ? usual.digits() : digits,
            usual.batchSize(),
            bits.isEmpty() ? usual.fractionBits() : bits,
            selection.on(Axis.ACTIVATION).stream().findFirst().orElse(usual.activation())));
  }

  /** The options' files where they name any, or else those of the system properties. */
  private DataSource source() {
    if (csv == null && target != null) {
      throw new InputException("--target " + target + ": expected --csv with it");
    }
    if (data != null && !Files.isDirectory(data)) {
      throw new InputException("--data " + data + ": expected a folder with MNIST's IDX files");
    }
    DataSource given = DataSource.ofProperties();
    return new DataSource(
        Optional.ofNullable(data).or(given::mnist),
        Optional.ofNullable(csv).or(given::csv),
        csv == null ? given.target() : Optional.ofNullable(target));
  }

  private String command() {
    return "ringbench "
        + String.join(" ", spec.commandLine().getParent().getParseResult().originalArgs());
  }
}
