package org.ringbench.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ringbench.bench.environment.MachineClass;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.report.section.Answer;
import org.ringbench.bench.report.section.Cases;
import org.ringbench.bench.report.section.Download;
import org.ringbench.bench.report.section.History;
import org.ringbench.bench.report.section.Networked;
import org.ringbench.bench.report.section.Origin;
import org.ringbench.bench.report.section.Peers;
import org.ringbench.bench.report.section.Phases;
import org.ringbench.bench.report.section.RatioMap;
import org.ringbench.bench.report.section.Roofline;
import org.ringbench.bench.report.section.RunView;
import org.ringbench.bench.report.section.Section;
import org.ringbench.bench.report.section.Sources;
import org.ringbench.bench.report.section.ThreatModel;
import org.ringbench.bench.report.section.Times;
import org.ringbench.bench.report.section.Traffic;
import org.ringbench.bench.report.section.Training;
import org.ringbench.bench.report.section.Validity;
import org.ringbench.bench.results.AtomicFile;
import org.ringbench.bench.results.Results;

/**
 * One page about a run, or about several: those stand beside each other in every section and are
 * never averaged.
 */
public final class ReportPage {
  private ReportPage() {}

  /** Writes the page of one run, without a history; the file is replaced at once. */
  public static void write(Results results, Path file) throws IOException {
    write(List.of(Source.of(results)), new History(List.of()), file);
  }

  /** Writes the page of runs; the file is replaced at once. */
  public static void write(List<Source> runs, History history, Path file) throws IOException {
    AtomicFile.write(of(runs, history).getBytes(StandardCharsets.UTF_8), file);
  }

  /**
   * The page's text.
   *
   * @throws IllegalArgumentException without a run, or with one that is there twice
   */
  public static String of(List<Source> runs, History history) {
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("no run to report");
    }
    Set<String> ids = new HashSet<>();
    for (Source run : runs) {
      if (!ids.add(run.results().run().id())) {
        throw new IllegalArgumentException(
            "run " + run.results().run().id() + " is given twice: expected different runs");
      }
    }
    List<RunView> views = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      views.add(new RunView(runs.get(i).results(), i == 0 ? "" : "run" + (i + 1) + "-"));
    }
    List<Section> sections = sections(history);
    Element main = Element.of("main").set("id", "main");
    if (views.size() > 1) {
      main.add(beside(runs, views));
    }
    sections.forEach(section -> main.add(section(section, views)));
    String title =
        "RingBench: run "
            + String.join(", ", views.stream().map(v -> v.results().run().id()).limit(4).toList());
    return Page.of(title, List.of(skip(), header(title, sections), main, footer()));
  }

  /** In the order of the page. */
  private static List<Section> sections(History history) {
    return List.of(
        new Answer(),
        new ThreatModel(),
        new Validity(),
        new Origin(),
        new RatioMap(),
        new Times(),
        new Phases(),
        new Sources(),
        new Traffic(),
        new Training(),
        new Networked(),
        new Roofline(),
        history,
        new Peers(),
        new Download(),
        new Cases());
  }

  private static Element skip() {
    return Element.of("a", "Skip to the answer").set("href", "#main").style("skip");
  }

  private static Element header(String title, List<Section> sections) {
    Element links = Element.of("ul");
    sections.forEach(
        section ->
            links.add(
                Element.of("li")
                    .add(Element.of("a", section.title()).set("href", "#" + section.id()))));
    return Element.of("header")
        .add(
            Element.of("h1", title),
            themes(),
            Element.of("nav")
                .set("aria-label", "Sections")
                .add(
                    Element.of("details")
                        .add(Element.of("summary", "Sections of this page"), links)));
  }

  /** For the script; without it the page follows the system. */
  static Element themes() {
    return Element.of("button", "Theme: as the system")
        .set("type", "button")
        .set("id", "theme")
        .style("scripted");
  }

  private static Element footer() {
    return Element.of("footer")
        .add(
            Element.of(
                "p",
                "Made by RingBench. Intervals hold with 95% confidence; the sampling unit is the"
                    + " fork. This file loads nothing and works without JavaScript."));
  }

  private static Element section(Section section, List<RunView> views) {
    Element element =
        Element.of("section")
            .set("id", section.id())
            .set("aria-labelledby", section.id() + "-h")
            .add(Element.of("h2", section.title()).set("id", section.id() + "-h"));
    if (views.size() == 1 || section instanceof ThreatModel) {
      return element.addAll(section.of(views.getFirst()));
    }
    Element columns = Element.of("div").style("runs");
    for (RunView view : views) {
      columns.add(
          Element.of("div")
              .add(Element.of("h3", "Run " + view.results().run().id()))
              .addAll(section.of(view)));
    }
    return element.add(columns);
  }

  /** What tells the runs apart. */
  private static Element beside(List<Source> runs, List<RunView> views) {
    Table table =
        new Table("The runs of this page")
            .words("run")
            .words("machine")
            .words("Java")
            .words("tier")
            .words("commit")
            .words("file version")
            .words("complete");
    Set<String> machines = new HashSet<>();
    Set<Integer> versions = new HashSet<>();
    for (int i = 0; i < runs.size(); i++) {
      Results results = views.get(i).results();
      String machine = MachineClass.of(results.environment());
      machines.add(machine);
      versions.add(runs.get(i).fileVersion());
      table.row(
          List.of(
              results.run().id(),
              machine,
              results.environment().jdk(),
              results.run().tier(),
              results.run().commit(),
              String.valueOf(runs.get(i).fileVersion()),
              results.isComplete() ? "yes" : "no"));
    }
    Element section =
        Element.of("section")
            .set("id", "runs")
            .set("aria-labelledby", "runs-h")
            .add(Element.of("h2", "Runs beside each other").set("id", "runs-h"));
    if (machines.size() > 1) {
      section.add(
          Element.of(
                  "p",
                  "These runs are from %d classes of machine: their times do not compare."
                      .formatted(machines.size()))
              .style("warning"));
    }
    if (versions.size() > 1) {
      section.add(
          Element.of(
                  "p",
                  "The files are of different schema versions: the older ones hold fewer figures.")
              .style("warning"));
    }
    return section.add(
        Section.p("Each figure stands under the run that measured it; nothing is averaged."),
        table.toElement());
  }
}
