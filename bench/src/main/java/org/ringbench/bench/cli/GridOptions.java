package org.ringbench.bench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ringbench.bench.run.AccuracyPlan;
import org.ringbench.bench.run.Axis;
import org.ringbench.bench.run.Cell;
import org.ringbench.bench.run.Experiment;
import org.ringbench.bench.run.JmhArguments;
import org.ringbench.bench.run.Patterns;
import org.ringbench.bench.run.Preflight;
import org.ringbench.bench.run.Selection;
import org.ringbench.bench.run.Shards;
import org.ringbench.bench.run.Tier;
import org.ringbench.bench.workload.DataSource;
import org.ringbench.ring.RingBackends;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which cells to measure, on which data: the options that make an {@link Experiment}. */
final class GridOptions {
  @Parameters(
      paramLabel = "PATTERN",
      arity = "0..*",
      description = "Only cells whose id one of these regular expressions finds.")
  List<String> patterns = List.of();

  @Option(
      names = "--tier",
      paramLabel = "TIER",
      defaultValue = "smoke",
      completionCandidates = Candidates.Tiers.class,
      description = "Which part of the grid (see list).")
  String tier;

  @Option(
      names = "--include",
      paramLabel = "REGEX",
      description = "As PATTERN; may be given more than once.")
  List<String> includes = List.of();

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "The part I of N of the cells; merge puts the parts together.")
  String shard;

  @Option(
      names = "--model",
      paramLabel = "MODEL,...",
      hideParamSyntax = true,
      split = ",",
      completionCandidates = Candidates.Models.class,
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
      completionCandidates = Candidates.Comparisons.class,
      description = "radix4, radix2.")
  List<String> comparisons = List.of();

  @Option(
      names = "--activation",
      paramLabel = "FUNCTION,...",
      hideParamSyntax = true,
      split = ",",
      completionCandidates = Candidates.Activations.class,
      description = "Of the MLP: relu, square.")
  List<String> activations = List.of();

  @Option(
      names = "--backend",
      paramLabel = "NAME,...",
      hideParamSyntax = true,
      split = ",",
      completionCandidates = Candidates.Backends.class,
      description = "Of the ring: native, java, cuda, or usual (see doctor).")
  List<String> backends = List.of();

  @Option(
      names = "--network",
      paramLabel = "NAME,...",
      hideParamSyntax = true,
      split = ",",
      completionCandidates = Candidates.Networks.class,
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

  /**
   * Everything that was asked for.
   *
   * @param folder of the results
   * @param words of the command line, for the record
   * @param checked whether to check, too, that all of it can run here, on these data
   * @throws InputException for what cannot be used
   */
  Experiment experiment(Path home, Path folder, List<String> words, boolean checked) {
    try {
      Tier chosenTier = Tier.of(tier);
      JmhArguments jmh = JmhArguments.parse(jmhArguments);
      Selection selection = selection(jmh);
      List<Cell> cells = jmh.of(selection.of(chosenTier.cells()));
      cells = new Patterns().with("pattern", patterns).with("--include", includes).of(cells);
      Optional<AccuracyPlan> accuracy = accuracy(chosenTier, selection);
      DataSource source = source();
      Experiment whole =
          new Experiment(
              chosenTier,
              cells,
              jmh,
              accuracy,
              source,
              home,
              folder,
              command(words, selection),
              Optional.empty());
      Experiment part = shard == null ? whole : whole.part(Shards.parse("--shard", shard));
      if (checked) {
        Preflight.check(part.cells(), part.training(), source);
      }
      return part;
    } catch (IllegalArgumentException e) {
      throw new InputException(e.getMessage(), e); // every value that was given is checked here
    }
  }

  /**
   * The command line that makes this run again, on a machine with another usual backend too. It is
   * also what tells shards apart that were run with unlike ones.
   */
  static String command(List<String> words, Selection selection) {
    List<String> named = selection.on(Axis.BACKEND);
    boolean isUsual = named.isEmpty() || named.contains(RingBackends.USUAL);
    String backend =
        isUsual ? "-D%s=%s ".formatted(RingBackends.PROPERTY, RingBackends.usual().id()) : "";
    return "ringbench " + backend + String.join(" ", words);
  }

  private Selection selection(JmhArguments jmh) {
    Selection selection = new Selection();
    jmh.addTo(selection);
    selection.choose("--model", Axis.MODEL, csv == null ? models : List.of("linreg"));
    selection.choose("--fraction-bits", Axis.FRACTION_BITS, fractionBits);
    selection.choose("--batch", Axis.BATCH_SIZE, batches);
    selection.choose("--comparison", Axis.COMPARISON, comparisons);
    selection.choose("--activation", Axis.ACTIVATION, activations);
    selection.choose("--backend", Axis.BACKEND, backends);
    selection.choose("--network", Axis.NETWORK, networks);
    List<String> named = selection.on(Axis.BACKEND);
    (named.isEmpty() ? List.of(RingBackends.USUAL) : named).forEach(RingBackends::provider);
    return selection;
  }

  /** Patterns and other models than the MLP leave the training runs out. */
  private Optional<AccuracyPlan> accuracy(Tier chosenTier, Selection selection) {
    AccuracyPlan usual = chosenTier.accuracy();
    List<String> chosenModels = selection.on(Axis.MODEL);
    boolean isWanted = epochs != null || (patterns.isEmpty() && includes.isEmpty());
    boolean leftOut = epochs != null && epochs == 0;
    if (leftOut || !isWanted || !(chosenModels.isEmpty() || chosenModels.contains("mlp"))) {
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
}
