package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ringbench.bench.report.chart.Figure;
import org.ringbench.bench.report.chart.LineChart;
import org.ringbench.bench.report.chart.LogScale;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.results.Row;
import org.ringbench.bench.table.Numbers;

/** The speed of the ring's matrix product on each backend, under the roof of its ruler. */
public final class Roofline implements Section {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})x(\\d{1,6})x(\\d{1,6})");
  private static final int MOST_POINTS = 200;

  /** A product. */
  private record Point(Row row, String backend, double intensity, double speed) {}

  @Override
  public String id() {
    return "roofline";
  }

  @Override
  public String title() {
    return "Ring matrix products";
  }

  @Override
  public List<Element> of(RunView run) {
    List<Point> points =
        run.benchmark(Names.RING_GEMM).stream()
            .flatMap(row -> point(row).stream())
            .limit(MOST_POINTS)
            .toList();
    if (points.isEmpty()) {
      return List.of(
          Section.lacking(
              "This run multiplies no matrices in the ring by themselves.",
              "bin/ringbench run --tier smoke"));
    }
    Optional<Double> roof = Speed.peak(run, Names.RING_PEAK);
    Table table =
        new Table("Matrix products in the ring, on one core or one GPU")
            .words("backend")
            .words("size")
            .figures("multiply-adds a byte")
            .figures("G multiply-adds/s")
            .figures("of the ruler (%)");
    points.forEach(
        p ->
            table.row(
                List.of(
                    p.backend,
                    p.row.size(),
                    Numbers.significant(p.intensity),
                    Numbers.significant(p.speed),
                    roof.filter(_ -> isUnderRoof(p))
                        .map(peak -> Numbers.percent(p.speed / peak))
                        .orElse(Numbers.NONE))));
    List<Element> content = new ArrayList<>();
    content.add(
        Section.p(
            "A byte here is one of the least traffic that a product could cause: each operand read"
                + " and the result written once."
                + (roof.isPresent()
                    ? " The roof is the speed of 64-bit multiply-adds in registers on one core; a"
                        + " backend that multiplies in narrower digits may pass it. Memory"
                        + " bandwidth is not measured, so that no slope is drawn."
                    : "")));
    if (roof.isEmpty()) {
      content.add(
          Section.lacking(
              "This run lacks the ruler of ring multiply-adds, so that no roof is drawn.",
              "bin/ringbench run --tier smoke"));
    }
    content.add(figure(run, points, roof, table));
    return content;
  }

  /** The ruler is the CPU's. */
  private static boolean isUnderRoof(Point point) {
    return !point.backend.equals("cuda");
  }

  private static Optional<Point> point(Row row) {
    Matcher size = SIZE.matcher(row.size() == null ? "" : row.size());
    Optional<Double> speed = Speed.of(row);
    if (!size.matches() || speed.isEmpty()) {
      return Optional.empty();
    }
    double m = Double.parseDouble(size.group(1));
    double k = Double.parseDouble(size.group(2));
    double n = Double.parseDouble(size.group(3));
    double bytes = Long.BYTES * (m * k + k * n + m * n);
    String backend = row.backend() == null ? "java" : row.backend();
    return Optional.of(new Point(row, backend, m * k * n / bytes, speed.get()));
  }

  private static Element figure(
      RunView run, List<Point> points, Optional<Double> roof, Table table) {
    double fewest = points.stream().mapToDouble(Point::intensity).min().orElseThrow();
    double most = points.stream().mapToDouble(Point::intensity).max().orElseThrow();
    double slowest = points.stream().mapToDouble(Point::speed).min().orElseThrow();
    double fastest =
        Math.max(points.stream().mapToDouble(Point::speed).max().orElseThrow(), roof.orElse(0.0));
    LogScale x = LogScale.of(fewest / 2, most * 2, LineChart.LEFT, LineChart.RIGHT);
    LogScale y = LogScale.of(slowest / 1.5, fastest * 1.5, LineChart.BOTTOM, LineChart.TOP);
    Map<String, List<Point>> backends = new TreeMap<>();
    points.forEach(p -> backends.computeIfAbsent(p.backend, _ -> new ArrayList<>()).add(p));
    List<LineChart.Line> lines = new ArrayList<>();
    backends.forEach(
        (backend, all) ->
            lines.add(
                new LineChart.Line(
                    backend,
                    lines.size(),
                    0,
                    all.stream()
                        .sorted(Comparator.comparingDouble(Point::intensity))
                        .map(Roofline::value)
                        .toList())));
    roof.ifPresent(
        peak -> {
          String tip = "ruler: " + Numbers.significant(peak) + " G multiply-adds/s in registers";
          lines.add(
              new LineChart.Line(
                  "roof: registers, one core",
                  7,
                  1,
                  List.of(
                      new LineChart.Value(x.low(), peak, tip),
                      new LineChart.Value(x.high(), peak, tip))));
        });
    LineChart chart =
        new LineChart(
            lines,
            List.of(),
            x,
            y,
            "multiply-adds a byte of least traffic (log.)",
            "G multiply-adds/s (log.)");
    return new Figure(
            run.id("roofline-1"),
            "Roofline of the ring's matrix product",
            "Speeds of %s; the table below has the figures."
                .formatted(Labels.count(points.size(), "product")),
            table)
        .of(chart.draw());
  }

  private static LineChart.Value value(Point point) {
    return new LineChart.Value(
        point.intensity,
        point.speed,
        "%s %s: %s G multiply-adds/s"
            .formatted(point.backend, point.row.size(), Numbers.significant(point.speed)));
  }
}
