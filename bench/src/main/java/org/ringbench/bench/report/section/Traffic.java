package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Node;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;
import org.ringbench.protocol.Cost;

/** Rounds, bytes and memory of an encrypted step, measured and predicted. */
public final class Traffic implements Section {
  private static final int MOST_ROWS = 60;
  private static final int PARTIES = 2;

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
    List<Row> shown = RunView.first(rows, MOST_ROWS);
    List<String> axes = RunView.differing(shown);
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
    for (Row row : shown) {
      Optional<Cost> cost = prediction.of(row);
      isPredicted |= cost.isPresent();
      isEqual &= cost.isEmpty() || equal(row, cost.get());
      table.row(null, cells(run, row, axes, cost));
    }
    List<Element> content = new ArrayList<>();
    content.add(
        Section.p(
            "MB: 10^6 bytes. The first step also opens the batch. In all: both parties and the"
                + " dealer. The dealer's bytes go to party 1 alone; other randomness is expanded"
                + " from seeds."));
    if (!isPredicted) {
      content.add(
          Section.lacking(
              "No prediction stands beside the counts: the rows ran a program that this version of"
                  + " RingBench does not make (each trial compared its own when it ran).",
              "bin/ringbench run --tier smoke"));
    } else {
      content.add(
          Section.p(
              isEqual
                  ? "Predictions are read off the schedule of the same program, by its fingerprint:"
                      + " all counts equal theirs."
                  : "Some counts differ from the prediction of the same program: this must not"
                      + " be."));
    }
    content.add(table.toElement());
    if (rows.stream().allMatch(row -> row.counter("peakBytes") == null)) {
      content.add(
          Section.lacking(
              "Peak memory was not recorded in this run: only a run on a GPU counts it."));
    }
    if (rows.size() > shown.size()) {
      content.add(
          Section.p(
              "%d more cases are in the table of cases and in the data."
                  .formatted(rows.size() - shown.size())));
    }
    return content;
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

  private static List<Node> cells(RunView run, Row row, List<String> axes, Optional<Cost> cost) {
    List<String> figures =
        List.of(
            Numbers.orNone(row.rounds()),
            cost.map(c -> String.valueOf(c.rounds())).orElse(Numbers.NONE),
            Numbers.megabytes(row.bytesSentPerParty()),
            Numbers.megabytes(cost.map(Cost::bytesSentPerParty).orElse(null)),
            Numbers.megabytes(row.counter("firstStepBytesSentPerParty")),
            Numbers.megabytes(row.dealerBytes()),
            Numbers.megabytes(cost.map(Cost::dealerBytes).orElse(null)),
            Numbers.megabytes(all(row)),
            Numbers.megabytes(row.counter("peakBytes")),
            Numbers.kilobytes(row.allocatedBytesPerStep()));
    List<Node> cells = new ArrayList<>();
    String values = Labels.of(row, axes);
    cells.add(run.link(row, values.isEmpty() ? row.benchmark() : row.benchmark() + ": " + values));
    figures.forEach(figure -> cells.add(Table.cell(figure)));
    return cells;
  }

  private static Long all(Row row) {
    return row.bytesSentPerParty() == null || row.dealerBytes() == null
        ? null
        : PARTIES * row.bytesSentPerParty() + row.dealerBytes();
  }
}
