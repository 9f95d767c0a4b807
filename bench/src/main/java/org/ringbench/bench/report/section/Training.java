package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.List;
import org.ringbench.bench.report.chart.Figure;
import org.ringbench.bench.report.chart.LineChart;
import org.ringbench.bench.report.chart.LinearScale;
import org.ringbench.bench.report.chart.Marks;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Accuracy;
import org.ringbench.bench.table.Numbers;

/** Accuracy against epoch, for each precision and engine. */
public final class Training implements Section {
  private static final int MOST_LINES = 16;
  private static final int MOST_EPOCHS = 500;

  @Override
  public String id() {
    return "accuracy";
  }

  @Override
  public String title() {
    return "Accuracy";
  }

  @Override
  public List<Element> of(RunView run) {
    List<String> models =
        run.results().accuracy().stream().map(Accuracy::model).distinct().limit(4).toList();
    if (models.isEmpty()) {
      return List.of(
          Section.lacking(
              "This run trained no model to the end.", "bin/ringbench run --tier smoke"));
    }
    List<Element> content = new ArrayList<>();
    content.add(Section.p("All engines start from the same weights and see the same batches."));
    for (int i = 0; i < models.size(); i++) {
      String model = models.get(i);
      content.add(
          figure(
              run,
              i + 1,
              model,
              run.results().accuracy().stream()
                  .filter(a -> a.model().equals(model) && a.epochs() > 0)
                  .limit(MOST_LINES)
                  .toList()));
    }
    return content;
  }

  private static Element figure(RunView run, int number, String model, List<Accuracy> all) {
    List<LineChart.Line> lines = new ArrayList<>();
    Table table =
        new Table("Test accuracy of " + model)
            .words("engine")
            .figures("fractional bits")
            .figures("epochs")
            .figures("after the last (%)")
            .words("after each epoch (%)");
    double least = 100;
    double most = 0;
    int epochs = 2;
    for (Accuracy accuracy : all) {
      String name =
          accuracy.engine()
              + (accuracy.fractionBits() == null ? "" : ", f = " + accuracy.fractionBits());
      List<LineChart.Value> points = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      for (int epoch = 1; epoch <= Math.min(accuracy.epochs(), MOST_EPOCHS); epoch++) {
        double share = accuracy.testAccuracy().get(epoch - 1);
        least = Math.min(least, 100 * share);
        most = Math.max(most, 100 * share);
        String percent = Numbers.percent(share);
        texts.add(percent);
        points.add(
            new LineChart.Value(
                epoch, 100 * share, "%s, epoch %d: %s%%".formatted(name, epoch, percent)));
      }
      epochs = Math.max(epochs, points.size());
      lines.add(new LineChart.Line(name, lines.size() % Marks.COLORS, lines.size() / 2, points));
      table.row(
          List.of(
              accuracy.engine(),
              Numbers.orNone(accuracy.fractionBits()),
              String.valueOf(accuracy.epochs()),
              texts.getLast(),
              String.join(", ", texts)));
    }
    LineChart chart =
        new LineChart(
            lines,
            List.of(),
            LinearScale.of(1, epochs, Math.min(10, epochs - 1), LineChart.LEFT, LineChart.RIGHT),
            LinearScale.of(least, Math.max(most, least + 1), 6, LineChart.BOTTOM, LineChart.TOP),
            "epoch (passes over the training rows)",
            "test accuracy (%)");
    return new Figure(
            run.id("accuracy-" + number),
            "Test accuracy of " + model + " after each epoch",
            "Lines of %s over %s; the table below has the figures."
                .formatted(Labels.count(lines.size(), "engine"), Labels.count(epochs, "epoch")),
            table)
        .of(chart.draw());
  }
}
