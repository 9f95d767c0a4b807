package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Node;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;
import org.ringbench.protocol.Cost;

/**
 * Rounds, bytes and memory of an encrypted operation, measured and predicted. Precisions that count
 * alike share a line.
 */
public final class Traffic implements Section {
  private static final int MOST_LINES = 60;
  private static final int PARTIES = 2;
  private static final String PRECISION = "fractionBits";

  @Override
  public String id() {
    return "traffic";
  }

  @Override
  public String title() {
    return "Rounds, bytes and memory";
  }

  @Override
  public List<Element> of(RunView run) {
    List<Row> rows =
        run.results().rows().stream()
            .filter(row -> row.rounds() != null || row.dealerBytes() != null)
            .filter(row -> row.phase() == null || row.phase().equals(phaseOf(run)))
            .sorted(RunView.PREFERENCE)
            .toList();
    if (rows.isEmpty()) {
      return List.of(
          Section.lacking(
              "This run has no step that counts rounds and bytes.",
              "bin/ringbench run --tier smoke"));
    }
    List<List<Row>> lines = lines(rows);
    List<List<Row>> shown = RunView.first(lines, MOST_LINES);
    List<String> axes =
        RunView.differing(shown.stream().flatMap(List::stream).toList()).stream()
            .filter(axis -> !axis.equals(PRECISION))
            .toList();
    Prediction prediction = new Prediction();
    Table table =
        new Table("An encrypted operation in steady state")
            .words("case")
            .figures("rounds")
            .figures("predicted")
            .figures("sent by each party (MB)")
            .figures("predicted (MB)")
            .figures("first step (MB)")
            .figures("from the dealer (MB)")
            .figures("predicted (MB)")
            .figures("in all (MB)")
            .figures("peak memory (MB)")
            .figures("heap allocated (KB)");
    boolean isPredicted = false;
    boolean isEqual = true;
    for (List<Row> line : shown) {
      List<Optional<Cost>> costs = line.stream().map(prediction::of).toList();
      boolean isWhole = costs.stream().allMatch(Optional::isPresent);
      isPredicted |= isWhole;
      for (int i = 0; i < line.size(); i++) {
        isEqual &= costs.get(i).isEmpty() || equal(line.get(i), costs.get(i).get());
      }
      table.row(null, cells(run, line, axes, isWhole ? costs.getFirst() : Optional.empty()));
    }
    List<Element> content = new ArrayList<>();
    content.add(
        Section.p(
            "MB: 10^6 bytes. The first step also opens the batch. In all: both parties and the"
                + " dealer. The dealer's bytes go to party 1 alone; other randomness is expanded"
                + " from seeds. Peak memory: the ring's tensors of both parties and the dealer;"
                + " heap: what all threads allocate an operation. Of several precisions, the most"
                + " that one takes."));
    content.add(about(isPredicted, isEqual));
    content.add(table.toElement());
    if (rows.stream().allMatch(row -> row.counter("peakBytes") == null)) {
      content.add(Section.lacking("Peak memory was not recorded in this run."));
    }
    if (lines.size() > shown.size()) {
      content.add(
          Section.p(
              "%d more are in the table of cases and in the data."
                  .formatted(lines.size() - shown.size())));
    }
    return content;
  }

  private static Element about(boolean isPredicted, boolean isEqual) {
    if (!isPredicted) {
      return Section.lacking(
          "No prediction stands beside the counts: the rows ran a program that this version of"
              + " RingBench does not make (each trial compared its own when it ran).",
          "bin/ringbench run --tier smoke");
    }
    return isEqual
        ? Section.p(
            "Predictions are read off the schedule of the same program, by its fingerprint: all"
                + " counts equal theirs.")
        : Element.of(
                "p",
                "Some counts differ from the prediction of the same program: this must not be.")
            .style("warning");
  }

  /** Rows that differ in precision alone and count alike, in the order of the first of each. */
  private static List<List<Row>> lines(List<Row> rows) {
    Map<List<Object>, List<Row>> lines = new LinkedHashMap<>();
    RunView.groups(rows, Set.of(PRECISION))
        .forEach(
            (axes, group) ->
                group.forEach(
                    row ->
                        lines
                            .computeIfAbsent(
                                List.of(row.benchmark(), axes, counts(row)), _ -> new ArrayList<>())
                            .add(row)));
    return List.copyOf(lines.values());
  }

  private static List<Long> counts(Row row) {
    return Arrays.asList(
        row.rounds(),
        row.bytesSentPerParty(),
        row.counter("firstStepBytesSentPerParty"),
        row.dealerBytes());
  }

  /** The total counts what the online phase does; a run may have that alone. */
  private static String phaseOf(RunView run) {
    boolean hasTotal =
        run.steps(Names.ENCRYPTED).stream().anyMatch(row -> Names.TOTAL.equals(row.phase()));
    return hasTotal ? Names.TOTAL : Names.ONLINE;
  }

  private static boolean equal(Row row, Cost cost) {
    return isOrNone(row.rounds(), cost.rounds())
        && isOrNone(row.bytesSentPerParty(), cost.bytesSentPerParty())
        && isOrNone(row.dealerBytes(), cost.dealerBytes());
  }

  private static boolean isOrNone(Long counted, long predicted) {
    return counted == null || counted == predicted;
  }

  private static List<Node> cells(
      RunView run, List<Row> line, List<String> axes, Optional<Cost> cost) {
    Row row = line.getFirst();
    List<String> figures =
        List.of(
            Numbers.orNone(row.rounds()),
            Numbers.orNone(predicted(row.rounds(), cost, Cost::rounds)),
            Numbers.megabytes(row.bytesSentPerParty()),
            Numbers.megabytes(predicted(row.bytesSentPerParty(), cost, Cost::bytesSentPerParty)),
            Numbers.megabytes(row.counter("firstStepBytesSentPerParty")),
            Numbers.megabytes(row.dealerBytes()),
            Numbers.megabytes(predicted(row.dealerBytes(), cost, Cost::dealerBytes)),
            Numbers.megabytes(all(row)),
            Numbers.megabytes(most(line, r -> r.counter("peakBytes"))),
            Numbers.kilobytes(most(line, Row::allocatedBytesPerStep)));
    List<Node> cells = new ArrayList<>();
    cells.add(run.link(row, name(line, axes)));
    figures.forEach(figure -> cells.add(Table.cell(figure)));
    return cells;
  }

  private static String name(List<Row> line, List<String> axes) {
    List<String> words = new ArrayList<>();
    String label = Labels.of(line.getFirst(), axes);
    if (!label.isEmpty()) {
      words.add(label);
    }
    String bits =
        line.stream()
            .flatMap(row -> RunView.number(row, PRECISION).stream())
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    if (!bits.isEmpty()) {
      words.add("f = " + bits);
    }
    String benchmark = line.getFirst().benchmark();
    return words.isEmpty() ? benchmark : benchmark + ": " + String.join(", ", words);
  }

  /** A prediction stands beside a count, never alone. */
  private static Long predicted(Long counted, Optional<Cost> cost, Function<Cost, Number> part) {
    return counted == null ? null : cost.map(part).map(Number::longValue).orElse(null);
  }

  private static Long most(List<Row> rows, Function<Row, Long> counter) {
    return rows.stream().map(counter).filter(Objects::nonNull).reduce(Math::max).orElse(null);
  }

  private static Long all(Row row) {
    return row.bytesSentPerParty() == null || row.dealerBytes() == null
        ? null
        : PARTIES * row.bytesSentPerParty() + row.dealerBytes();
  }
}
