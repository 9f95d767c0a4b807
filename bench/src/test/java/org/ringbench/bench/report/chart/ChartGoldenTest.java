package org.ringbench.bench.report.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Table;

/** After a wanted change, copy what {@code target/golden} holds to src/test/resources. */
class ChartGoldenTest {
  private static void assertGolden(String name, Element element) throws IOException {
    String actual = element.toString().replace("><", ">\n<") + "\n";
    Path written = Path.of("target", "golden", name);
    Files.createDirectories(written.getParent());
    Files.writeString(written, actual);
    try (InputStream in = ChartGoldenTest.class.getResourceAsStream(name)) {
      String golden = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(golden, actual, "see " + written);
    }
  }

  private static DotPlot dots() {
    return new DotPlot(
        List.of("encrypted", "plaintext"),
        List.of(
            new DotPlot.Case("f = 16", 0, List.of(8.1, 8.4, 8.9), 8.4, 7.6, 9.2, "8.40", "8.40 ms"),
            new DotPlot.Case("nd4j", 1, List.of(0.38, 0.4, 0.41), 0.4, 0.04, 42, "0.400", "tip")),
        "time an operation (ms)");
  }

  @Test
  void dotPlot() throws IOException {
    Table table = new Table("Times").words("case").figures("ms").row(List.of("f = 16", "8.40"));
    Figure figure = new Figure("times", "Times", "Two cases.", table);
    assertGolden(
        "dot-plot.svg", figure.of(dots().linear(), dots().logarithmic(), Figure.First.LINEAR));
  }

  @Test
  void stackedBars() throws IOException {
    StackedBars.Bar bar =
        new StackedBars.Bar("online", List.of(2.5, 0.0, 3.5), "6.00 ms", List.of("a", "b", "c"));
    Drawing drawing =
        new StackedBars(List.of("gemm", "truncation", "waiting"), List.of(bar), "time (ms)").draw();
    assertGolden("stacked-bars.svg", drawing.toSvg("bars", "Parts", "One bar."));
  }

  @Test
  void waterfall() throws IOException {
    Drawing drawing =
        new Waterfall(
                List.of(
                    new Waterfall.Step("plaintext", 0.4, "0.400 ms", "a"),
                    new Waterfall.Step("fixed point", 1, "+1.00 ms", "b"),
                    new Waterfall.Step("protocol", 7, "+7.00 ms", "c")),
                "8.40 ms",
                List.of(new Waterfall.Ruler(1.6, "floor 1.60 ms")),
                "time a step (ms)")
            .draw();
    assertGolden("waterfall.svg", drawing.toSvg("fall", "Sources", "Three steps."));
  }

  @Test
  void heatMap() throws IOException {
    HeatMap map =
        new HeatMap(
            "map",
            List.of("64", "512"),
            List.of("8", "16"),
            "batch size (rows a step)",
            "fractional bits",
            "times plaintext",
            "%.1f"::formatted,
            new ColorScale(5, 41));
    Drawing drawing =
        map.draw(
            (column, row) ->
                column == 1 && row == 0
                    ? new HeatMap.Gap("not run", "nothing was measured")
                    : new HeatMap.Value(
                        10 + 30 * row + column, "x" + row, "1 to 2", column == 1, "tip"));
    assertGolden("heat-map.svg", drawing.toSvg("map", "Ratios", "Four cells."));
  }

  @Test
  void picture() throws IOException {
    Drawing drawing = new Drawing(40, 20, List.of(Marks.dot(5, 5, 2, "c0")));
    assertGolden(
        "picture.svg", new Picture("Ratios", List.of("mlp", "2 cores")).of(drawing, "A dot."));
  }

  @Test
  void lineChart() throws IOException {
    List<LineChart.Line> lines =
        List.of(
            new LineChart.Line(
                "float",
                0,
                0,
                List.of(
                    new LineChart.Value(1, 36.6, 36.1, 38, "a"),
                    new LineChart.Value(2, 51.4, "b"))),
            new LineChart.Line("f = 16", 1, 1, List.of(new LineChart.Value(1, 36.4, "c"))));
    Drawing drawing =
        new LineChart(
                lines,
                List.of(1.5),
                LinearScale.of(1, 2, 1, LineChart.LEFT, LineChart.RIGHT),
                LinearScale.of(36, 52, 5, LineChart.BOTTOM, LineChart.TOP),
                "epoch",
                "test accuracy (%)")
            .draw();
    assertGolden("line-chart.svg", drawing.toSvg("lines", "Accuracy", "Two lines."));
  }
}
