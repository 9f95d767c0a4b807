package org.ringbench.bench.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ringbench.bench.results.Accuracy;
import org.ringbench.bench.results.Environment;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Pairing;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.Row;

/** The results of a run as a page of text or Markdown: the answer first, then the figures. */
public final class Report {
  private static final int MOST_MISSING = 20;

  private static final List<String> PHASES =
      List.of("gemm", "truncation", "comparison", "selection", "communication", "waiting", "other");

  private final Results results;
  private final boolean markdown;
  private final StringBuilder text = new StringBuilder();

  private Report(Results results, boolean markdown) {
    this.results = results;
    this.markdown = markdown;
  }

  /** The page, at most 120 columns wide for the names that the grids use. */
  public static String render(Results results) {
    return new Report(results, false).page();
  }

  /** The page in GitHub's Markdown, for a summary of a job or a comment. */
  public static String markdown(Results results) {
    return new Report(results, true).page();
  }

  private String page() {
    incomplete();
    text.append(Headline.of(results));
    results.rows().stream()
        .filter(row -> row.benchmark().equals(Names.TRAINING_STEP))
        .map(Row::model)
        .distinct()
        .forEach(this::model);
    phases();
    kernels();
    accuracy();
    missing();
    origin();
    return text.toString();
  }

  /** Nobody must take a part of a run for the whole. */
  private void incomplete() {
    if (results.isComplete()) {
      return;
    }
    int missing = results.missing().size();
    String line =
        "INCOMPLETE: %d row%s missing (see \"Missing\"), %d measured."
            .formatted(missing, missing == 1 ? " is" : "s are", results.rows().size());
    text.append(markdown ? "> **" + line + "**\n\n" : line + "\n");
  }

  private void missing() {
    TextTable table = new TextTable().left("row").left("why");
    results.missing().stream()
        .limit(MOST_MISSING)
        .forEach(m -> table.row(List.of(m.id(), m.reason())));
    int more = results.missing().size() - MOST_MISSING;
    section("Missing", table, more > 0 ? "and %d more".formatted(more) : "the run is incomplete");
  }

  private void model(String model) {
    TextTable table =
        new TextTable()
            .right("batch")
            .left("engine")
            .right("f")
            .left("tree")
            .varying("activation")
            .varying("backend")
            .varying("run as")
            .varying("network")
            .left("phase")
            .right("ms")
            .left("95%")
            .right("ratio")
            .left("95%")
            .right("rounds")
            .right("MB sent")
            .right("MB dealt")
            .right("KB heap");
    results.rows().stream()
        .filter(row -> row.benchmark().equals(Names.TRAINING_STEP) && model.equals(row.model()))
        .sorted(Comparator.comparing(Row::batchSize)) // stable: what was compared stays together
        .forEach(row -> table.row(cells(row)));
    section(
        "Training step, " + model,
        table,
        "ms a batch; ratio to the fastest plaintext row; x2: 2 threads; MB a party sends, and"
            + " the dealer");
    Floor.of(results, model)
        .ifPresent(floor -> text.append(markdown ? "\n" : "  ").append(floor).append('\n'));
  }

  private List<String> cells(Row row) {
    Optional<Pairing> pairing = Pairing.of(row, results.rows());
    // The oracle's ratio shows what fixed point costs by itself.
    Optional<Interval> ratio = pairing.filter(p -> !p.plaintext().equals(row)).map(Pairing::ratio);
    return List.of(
        Numbers.orNone(row.batchSize()),
        engine(row),
        Numbers.orNone(row.fractionBits()),
        Numbers.orNone(row.comparison()),
        Numbers.orNone(row.activation()),
        Numbers.orNone(row.backend()),
        Numbers.orNone(row.execution()),
        Numbers.orNone(row.network()),
        Numbers.orNone(row.phase()),
        Numbers.significant(row.milliseconds().median()),
        Numbers.range(row.milliseconds()),
        ratio
            .map(Interval::median)
            .map(Numbers::significant)
            .orElse(pairing.isPresent() ? "1" : Numbers.NONE),
        ratio.map(Numbers::range).orElse(Numbers.NONE),
        Numbers.orNone(row.rounds()),
        Numbers.megabytes(row.bytesSentPerParty()),
        Numbers.megabytes(row.dealerBytes()),
        Numbers.kilobytes(row.allocatedBytesPerStep()));
  }

  /** The threads of a plaintext engine are a choice; the others have one for each role. */
  private static String engine(Row row) {
    return Pairing.isPlaintext(row) && row.threads() != null && row.threads() > 1
        ? row.engine() + " x" + row.threads()
        : row.engine();
  }

  private void kernels() {
    TextTable table =
        new TextTable()
            .left("kernel")
            .left("size")
            .varying("backend")
            .right("ms")
            .left("95%")
            .right("G multiply-adds/s")
            .right("rounds")
            .right("bytes/element/party");
    results.rows().stream()
        .filter(row -> !row.benchmark().equals(Names.TRAINING_STEP))
        .forEach(
            row ->
                table.row(
                    List.of(
                        kernel(row),
                        Numbers.orNone(row.size()),
                        Numbers.orNone(row.backend()),
                        Numbers.significant(row.milliseconds().median()),
                        Numbers.range(row.milliseconds()),
                        Floor.rate(row).map(Numbers::significant).orElse(Numbers.NONE),
                        Numbers.orNone(row.rounds()),
                        bytesPerElement(row))));
    section("Kernels", table, "products and peaks on one core; peaks are in registers alone");
  }

  /** The benchmark and what tells its rows apart, their size aside. */
  private static String kernel(Row row) {
    return Stream.of(
            row.benchmark(),
            row.parameter("operation"),
            row.model(),
            row.engine(),
            row.batchSize() == null ? null : "batch " + row.batchSize(),
            row.fractionBits() == null ? null : "f = " + row.fractionBits(),
            row.comparison(),
            row.phase())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" "));
  }

  private static String bytesPerElement(Row row) {
    boolean isVector = row.size() != null && row.size().matches("\\d{1,9}");
    return row.bytesSentPerParty() == null || !isVector
        ? Numbers.NONE
        : Numbers.significant((double) row.bytesSentPerParty() / Long.parseLong(row.size()));
  }

  private void phases() {
    TextTable table = new TextTable().left("row");
    PHASES.forEach(table::right);
    table.right("sum");
    results.rows().stream()
        .filter(row -> !row.phases().isEmpty())
        .forEach(
            row -> {
              List<String> cells = new ArrayList<>(List.of(row.id()));
              for (String phase : PHASES) {
                Double part = row.phases().get(phase);
                cells.add(part == null ? Numbers.NONE : Numbers.significant(part));
              }
              cells.add(
                  Numbers.significant(
                      row.phases().values().stream().mapToDouble(Double::doubleValue).sum()));
              table.row(cells);
            });
    section("Phases", table, "ms of party 0's timeline");
  }

  private void accuracy() {
    int epochs = results.accuracy().stream().mapToInt(Accuracy::epochs).max().orElse(0);
    TextTable table = new TextTable().left("model").left("engine").right("f");
    // Long runs show a dozen epochs at most, the last among them.
    int step = Math.ceilDiv(epochs, 12);
    List<Integer> shown =
        IntStream.rangeClosed(1, epochs).filter(e -> (epochs - e) % step == 0).boxed().toList();
    shown.forEach(epoch -> table.right(epoch.toString()));
    for (Accuracy run : results.accuracy()) {
      List<String> cells =
          new ArrayList<>(List.of(run.model(), run.engine(), Numbers.orNone(run.fractionBits())));
      for (int epoch : shown) {
        cells.add(
            epoch > run.epochs()
                ? Numbers.NONE
                : Numbers.percent(run.testAccuracy().get(epoch - 1)));
      }
      table.row(cells);
    }
    section("Test accuracy, % after each epoch", table, "all engines from the same start");
  }

  private void section(String title, TextTable table, String note) {
    if (table.isEmpty()) {
      return;
    }
    if (markdown) {
      text.append("\n### %s\n\n%s\n_%s_\n".formatted(title, table.markdown(), note));
    } else {
      text.append("\n%s (%s)\n%s".formatted(title, note, table.render()));
    }
  }

  private void origin() {
    Environment e = results.environment();
    text.append(
        String.format(
            Locale.ROOT,
            "%n%s, %d cores, %s, %s%s%n%s%sTier %s%s, commit %s, %s%n",
            e.cpu(),
            e.cores(),
            e.vectorBits() == null ? "no vectors" : e.vectorBits() + "-bit vectors",
            e.jdk(),
            e.blas() == null ? "" : ", " + e.blas(),
            markdown ? "\n" : "",
            Backends.of(results)
                .map(ring -> "Ring on %s%n%s".formatted(ring, markdown ? "\n" : ""))
                .orElse(""),
            results.run().tier(),
            results.run().shard() == null ? "" : ", shard " + results.run().shard(),
            results.run().commit(),
            results.run().startedAt()));
  }
}
