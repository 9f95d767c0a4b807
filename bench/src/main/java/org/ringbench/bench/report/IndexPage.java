package org.ringbench.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.ringbench.bench.environment.MachineClass;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Node;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.report.section.Answer;
import org.ringbench.bench.report.section.History;
import org.ringbench.bench.report.section.RatioMap;
import org.ringbench.bench.report.section.RunView;
import org.ringbench.bench.report.section.Section;
import org.ringbench.bench.results.AtomicFile;
import org.ringbench.bench.results.Interval;
import org.ringbench.bench.results.Ratio;
import org.ringbench.bench.results.Results;
import org.ringbench.bench.results.ResultsFile;
import org.ringbench.bench.table.Numbers;

/** The index of a folder of results files: each run's page, and the trend of the headline ratio. */
public final class IndexPage {
  private static final String NAME = "index.html";

  /** The heat-map of the newest run that has one, for other pages to show. */
  private static final String PICTURE = "headline.svg";

  private record Run(String name, Results results) {
    /** The ratio that stands for the run, with its row. */
    Optional<Ratio> headline() {
      RunView view = view();
      return view.headline().flatMap(view::ratio);
    }

    /** Its row in words. */
    String step() {
      return view().headline().map(RunView::words).orElse("no ratio");
    }

    RunView view() {
      return new RunView(results, "");
    }
  }

  private IndexPage() {}

  /**
   * Writes {@code index.html}, a page beside each results file, and {@code headline.svg}.
   *
   * @return the index
   * @throws IOException if a file is no results file, or cannot be written
   */
  public static Path write(Path folder, History history) throws IOException {
    List<Run> runs = new ArrayList<>();
    for (Path file : files(folder)) {
      String name = file.getFileName().toString().replaceFirst("\\.json$", "");
      runs.add(new Run(name, ResultsFile.read(file)));
    }
    runs.sort(
        Comparator.<Run, String>comparing(run -> run.results.run().startedAt())
            .thenComparing(Run::name)
            .reversed());
    for (Run run : runs) {
      ReportPage.write(
          List.of(Source.of(run.results)), history, folder.resolve(run.name + ".html"));
    }
    Optional<Element> picture =
        runs.stream().flatMap(run -> RatioMap.picture(run.view()).stream()).findFirst();
    if (picture.isPresent()) {
      replace(Page.of(picture.get()), folder.resolve(PICTURE));
    }
    Path index = folder.resolve(NAME);
    replace(of(runs), index);
    return index;
  }

  private static void replace(String text, Path file) throws IOException {
    AtomicFile.write(text.getBytes(StandardCharsets.UTF_8), file);
  }

  /** In the order of their names; {@code latest.json} only doubles another. */
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".json"))
          .filter(file -> !file.getFileName().toString().equals(ResultsFile.LATEST))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  private static String of(List<Run> runs) {
    Element main = Element.of("main").set("id", "main");
    runs.stream().findFirst().ifPresent(newest -> main.add(answer(newest)));
    main.add(trend(runs), table(runs));
    Element header =
        Element.of("header")
            .add(Element.of("h1", "RingBench: published runs"), ReportPage.themes());
    Element footer =
        Element.of("footer")
            .add(
                Element.of(
                    "p",
                    "Made by RingBench from the results files beside this page. Intervals hold with"
                        + " 95% confidence."));
    return Page.of("RingBench: published runs", List.of(header, main, footer));
  }

  private static Element section(String id, String title) {
    return Element.of("section")
        .set("id", id)
        .set("aria-labelledby", id + "-h")
        .add(Element.of("h2", title).set("id", id + "-h"));
  }

  /** What the newest run says. */
  private static Element answer(Run run) {
    return section("answer", "What does private training cost?")
        .add(
            Answer.sentence(run.view()),
            Element.of("p")
                .text("From the newest run, ")
                .add(Element.of("a", run.results.run().id()).set("href", link(run.name + ".html")))
                .text(
                    ": threat model, validity, environment, precisions and batches, phases,"
                        + " bytes."));
  }

  /** A line for each class of machine and each headline step: unlike ones are never joined. */
  private static Element trend(List<Run> runs) {
    Map<List<String>, List<History.Point>> series = new LinkedHashMap<>();
    for (Run run : runs.reversed()) {
      String machine = MachineClass.of(run.results.environment());
      run.headline()
          .ifPresent(
              ratio ->
                  series
                      .computeIfAbsent(
                          List.of(ratio.row(), run.step(), machine), _ -> new ArrayList<>())
                      .add(
                          new History.Point(
                              run.results.run().id(), run.results.run().commit(), ratio.ratio())));
    }
    Element section = section("trend", "The headline ratio over time");
    if (series.isEmpty()) {
      return section.add(Section.lacking("No published run has a ratio yet."));
    }
    int number = 0;
    for (Map.Entry<List<String>, List<History.Point>> line : series.entrySet()) {
      section.add(
          History.figure(
              "trend-" + ++number,
              new History.Series(
                  line.getKey().get(1),
                  line.getKey().get(2),
                  "times plaintext",
                  line.getValue(),
                  List.of())));
    }
    return section;
  }

  private static Element table(List<Run> runs) {
    Element section = section("runs", "Runs, newest first").style("nowrap");
    if (runs.isEmpty()) {
      return section.add(
          Section.lacking(
              "No run is published in this folder.",
              "bin/ringbench run --tier publish --out FOLDER"));
    }
    Table table =
        new Table("Published runs")
            .words("run")
            .words("started (UTC)")
            .words("tier")
            .figures("times plaintext")
            .figures("95% from")
            .figures("to")
            .words("of")
            .words("machine")
            .words("commit")
            .words("rows")
            .words("data");
    runs.forEach(run -> table.row(null, cells(run)));
    return section.add(table.toElement());
  }

  private static List<Node> cells(Run run) {
    Results results = run.results;
    Optional<Interval> ratio = run.headline().map(Ratio::ratio);
    String rows =
        results.isComplete()
            ? String.valueOf(results.rows().size())
            : "%d of %d"
                .formatted(results.rows().size(), results.rows().size() + results.missing().size());
    return List.of(
        Element.of("a", results.run().id()).set("href", link(run.name + ".html")),
        Table.cell(results.run().startedAt().replaceFirst("T(\\d\\d:\\d\\d).*", " $1")),
        Table.cell(results.run().tier()),
        Table.cell(ratio.map(r -> Numbers.significant(r.median())).orElse(Numbers.NONE)),
        Table.cell(ratio.map(r -> Numbers.significant(r.low())).orElse(Numbers.NONE)),
        Table.cell(ratio.map(r -> Numbers.significant(r.high())).orElse(Numbers.NONE)),
        Table.cell(run.step()),
        Table.cell(MachineClass.of(results.environment())),
        Table.cell(results.run().commit()),
        Table.cell(rows),
        Element.of("a", "JSON").set("href", link(run.name + ".json")));
  }

  /** A file name as a relative link. */
  private static String link(String name) {
    StringBuilder link = new StringBuilder("./");
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      boolean isPlain = b > 0 && (Character.isLetterOrDigit(b) || "-._~".indexOf(b) >= 0);
      link.append(isPlain ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xFF));
    }
    return link.toString();
  }
}
