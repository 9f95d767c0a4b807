package org.ringbench.bench.report.section;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ringbench.bench.report.chart.DotPlot;
import org.ringbench.bench.report.chart.Figure;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;

/** What other systems take for such work, each figure with its source and its machine. */
public final class Peers implements Section {
  /** The file of figures. */
  record File(Map<String, String> machines, List<Work> works) {}

  /**
   * A piece of work.
   *
   * @param name for people
   * @param benchmark of the row that does the same here
   * @param parameters of that row that must agree
   * @param figures of other systems
   */
  record Work(String name, String benchmark, Map<String, String> parameters, List<Peer> figures) {}

  /**
   * A figure.
   *
   * @param system whose it is
   * @param milliseconds that it takes
   * @param detail what else is known
   * @param source measured by this project, or published by whom
   * @param machine key of {@link File#machines}
   */
  record Peer(String system, double milliseconds, String detail, String source, String machine) {}

  private static final String OWN = "this run";

  private static final File FILE = read();

  private static File read() {
    try (InputStream in = Peers.class.getResourceAsStream("peers.json")) {
      return new ObjectMapper().readValue(in, File.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String id() {
    return "peers";
  }

  @Override
  public String title() {
    return "Other systems";
  }

  @Override
  public List<Element> of(RunView run) {
    List<Element> content = new ArrayList<>();
    content.add(
        Section.p(
            "Figures from other machines show an order of magnitude, no comparison. Where this run"
                + " has the same work, it stands beside them, with the dealer's part. Peers'"
                + " figures have the digits of their source; the scale is logarithmic."));
    int number = 0;
    for (Work work : FILE.works) {
      content.add(figure(run, ++number, work));
    }
    Table machines = new Table("Machines of these figures").words("machine").words("what it is");
    FILE.machines.forEach((name, text) -> machines.row(List.of(name, text)));
    machines.row(
        List.of(
            OWN,
            "%s, %s"
                .formatted(
                    run.results().environment().cpu(),
                    Labels.count(run.results().environment().cores(), "core"))));
    content.add(machines.toElement());
    return content;
  }

  private static Element figure(RunView run, int number, Work work) {
    Optional<Row> own = own(run, work);
    List<String> categories = new ArrayList<>(List.of(OWN));
    List<DotPlot.Case> cases = new ArrayList<>();
    Table table =
        new Table(work.name)
            .words("system")
            .figures("time (ms)")
            .words("detail")
            .words("source")
            .words("machine");
    own.ifPresent(
        row -> {
          Interval time = row.milliseconds();
          String text = Numbers.significant(time.median()) + " ms";
          cases.add(
              new DotPlot.Case(
                  OWN,
                  0,
                  row.forks(),
                  time.median(),
                  time.low(),
                  time.high(),
                  text,
                  OWN + ": " + Labels.milliseconds(time)));
          table.row(
              null,
              List.of(
                  Table.cell(OWN),
                  Table.cell(Numbers.significant(time.median())),
                  run.link(row),
                  Table.cell("measured by this run"),
                  Table.cell(OWN)));
        });
    for (Peer peer : work.figures) {
      String category = "%s; machine: %s".formatted(peer.source, peer.machine);
      if (!categories.contains(category)) {
        categories.add(category);
      }
      cases.add(peer(peer, categories.indexOf(category)));
      table.row(List.of(peer.system, asGiven(peer), peer.detail, peer.source, peer.machine));
    }
    return new Figure(
            run.id("peers-" + number),
            work.name + (own.isPresent() ? "" : " (not in this run)"),
            "Dots of %s; the table below has figures, sources and machines."
                .formatted(Labels.count(cases.size(), "system")),
            table)
        .of(new DotPlot(categories, cases, "time an operation (ms, log.)").logarithmic());
  }

  private static DotPlot.Case peer(Peer peer, int category) {
    double time = peer.milliseconds;
    String text = asGiven(peer) + " ms";
    String tip = "%s: %s, %s".formatted(peer.system, text, peer.source);
    return new DotPlot.Case(peer.system, category, List.of(time), time, time, time, text, tip);
  }

  /** More digits would claim a precision that the source does not. */
  private static String asGiven(Peer peer) {
    return BigDecimal.valueOf(peer.milliseconds).stripTrailingZeros().toPlainString();
  }

  private static Optional<Row> own(RunView run, Work work) {
    return run.benchmark(work.benchmark).stream()
        .filter(
            row ->
                work.parameters.entrySet().stream()
                    .allMatch(p -> Objects.equals(row.parameter(p.getKey()), p.getValue())))
        .filter(RunView::isInMemory)
        .min(RunView.PREFERENCE);
  }
}
