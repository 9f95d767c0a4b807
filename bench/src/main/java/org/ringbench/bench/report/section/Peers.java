package org.ringbench.bench.report.section;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.ringbench.bench.report.chart.Figure;
import org.ringbench.bench.report.chart.StackedBars;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Table;
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
                + " has a step of the same work, it stands beside them: the total, with the"
                + " dealer."));
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
    List<StackedBars.Bar> bars = new ArrayList<>();
    Table table =
        new Table(work.name)
            .words("system")
            .figures("ms")
            .words("and")
            .words("source")
            .words("machine");
    own.ifPresent(
        row -> {
          double time = row.milliseconds().median();
          bars.add(bar(OWN, time, 0));
          table.row(List.of(OWN, Numbers.significant(time), row.id(), "measured by this run", OWN));
        });
    for (Peer peer : work.figures) {
      bars.add(bar("%s (%s)".formatted(peer.system, peer.machine), peer.milliseconds, 1));
      table.row(
          List.of(
              peer.system,
              Numbers.significant(peer.milliseconds),
              peer.detail,
              peer.source,
              peer.machine));
    }
    return new Figure(
            run.id("peers-" + number),
            work.name + (own.isPresent() ? "" : " (not in this run)"),
            "Bars of %s; the table below has figures, sources and machines."
                .formatted(Labels.count(bars.size(), "system")),
            table)
        .of(new StackedBars(List.of(OWN, "others"), bars, "time (ms)").draw());
  }

  private static StackedBars.Bar bar(String name, double milliseconds, int part) {
    String text = Numbers.significant(milliseconds) + " ms";
    List<Double> values = part == 0 ? List.of(milliseconds, 0.0) : List.of(0.0, milliseconds);
    return new StackedBars.Bar(name, values, text, List.of(name + ": " + text, name + ": " + text));
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

  /** The figures by the name of their work; for tests. */
  static Map<String, List<Peer>> figures() {
    Map<String, List<Peer>> figures = new LinkedHashMap<>();
    FILE.works.forEach(work -> figures.put(work.name, work.figures));
    return figures;
  }
}
