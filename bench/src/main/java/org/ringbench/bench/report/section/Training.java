package org.ringbench.bench.report.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import org.ringbench.bench.report.chart.Figure;
import org.ringbench.bench.report.chart.LineChart;
import org.ringbench.bench.report.chart.LinearScale;
import org.ringbench.bench.report.markup.Element;
import org.ringbench.bench.report.markup.Table;
import org.ringbench.bench.results.Accuracy;
import org.ringbench.bench.results.Names;
import org.ringbench.bench.table.Numbers;

/** Accuracy against epoch for each precision and engine, and how far it lies from plaintext. */
public final class Training implements Section {
  private static final int MOST_LINES = 16;
  private static final int MOST_EPOCHS = 500;
  private static final int PLAINTEXT_COLOR = 7;
  private static final Set<String> FIXED_POINT = Set.of(Names.ENCRYPTED, Names.FIXED);

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
        run.results().accuracy().stream()
            .filter(a -> a.epochs() > 0)
            .map(Accuracy::model)
            .distinct()
            .limit(4)
            .toList();
    if (models.isEmpty()) {
      return List.of(
          Section.lacking(
              "This run trained no model to the end.", "bin/ringbench run --tier smoke"));
    }
    List<Element> content = new ArrayList<>();
    content.add(Section.p("All engines start from the same weights and see the same batches."));
    for (int i = 0; i < models.size(); i++) {
      String model = models.get(i);
      List<Accuracy> all =
          run.results().accuracy().stream()
              .filter(a -> a.model().equals(model) && a.epochs() > 0)
              .limit(MOST_LINES)
              .toList();
      String id = run.id("accuracy-" + (i + 1));
      Optional<Accuracy> plaintext =
          all.stream().filter(a -> !FIXED_POINT.contains(a.engine())).findFirst();
      plaintext.ifPresent(p -> content.add(summary(model, p, all)));
      content.add(absolute(id, model, all));
      plaintext
          .map(p -> all.stream().filter(a -> FIXED_POINT.contains(a.engine())).toList())
          .filter(others -> !others.isEmpty())
          .ifPresent(
              others ->
                  content.add(difference(id + "-difference", model, plaintext.get(), others)));
    }
    return content;
  }

  /** Where the encrypted runs ended, in a sentence. */
  private static Element summary(String model, Accuracy plaintext, List<Accuracy> all) {
    List<Double> ends =
        all.stream()
            .filter(a -> a.engine().equals(Names.ENCRYPTED) && a.epochs() == plaintext.epochs())
            .map(a -> a.testAccuracy().getLast())
            .sorted()
            .toList();
    double end = plaintext.testAccuracy().getLast();
    String rows =
        plaintext.trainRows() == null || plaintext.testRows() == null
            ? ""
            : ", %d rows to train on and %d to test with"
                .formatted(plaintext.trainRows(), plaintext.testRows());
    return Section.p(
        "%s%s: after %s plaintext gets %s%% right%s."
            .formatted(
                model,
                rows,
                Labels.count(plaintext.epochs(), "epoch"),
                Numbers.percent(end),
                ends.isEmpty()
                    ? ""
                    : ", the encrypted runs %s to %s%% (%s to %s points)"
                        .formatted(
                            Numbers.percent(ends.getFirst()),
                            Numbers.percent(ends.getLast()),
                            Labels.points(ends.getFirst() - end),
                            Labels.points(ends.getLast() - end))));
  }

  private static Element absolute(String id, String model, List<Accuracy> all) {
    Table table =
        new Table("Test accuracy of " + model)
            .words("engine")
            .figures("fractional bits")
            .figures("epochs")
            .figures("after the last (%)")
            .words("after each epoch (%)");
    for (Accuracy accuracy : all) {
      List<String> texts =
          accuracy.testAccuracy().stream().limit(MOST_EPOCHS).map(Numbers::percent).toList();
      table.row(
          List.of(
              accuracy.engine(),
              Numbers.orNone(accuracy.fractionBits()),
              String.valueOf(accuracy.epochs()),
              Numbers.percent(accuracy.testAccuracy().getLast()),
              String.join(", ", texts)));
    }
    return figure(
        id,
        "Test accuracy of " + model + " after each epoch",
        "test accuracy (%)",
        lines(all, (a, epoch) -> 100 * a.testAccuracy().get(epoch - 1)),
        table);
  }

  /** The lines lie so close that only their differences are seen. */
  private static Element difference(
      String id, String model, Accuracy plaintext, List<Accuracy> all) {
    String title = "Difference of " + model + " to " + plaintext.engine() + " after each epoch";
    Table table =
        new Table(title)
            .words("engine")
            .figures("fractional bits")
            .words("after each epoch (points)");
    List<Accuracy> shown = new ArrayList<>();
    for (Accuracy accuracy : all) {
      if (accuracy.epochs() > plaintext.epochs()) {
        continue; // nothing to compare the rest with
      }
      shown.add(accuracy);
      List<String> points = new ArrayList<>();
      for (int i = 0; i < Math.min(accuracy.epochs(), MOST_EPOCHS); i++) {
        points.add(Labels.points(accuracy.testAccuracy().get(i) - plaintext.testAccuracy().get(i)));
      }
      table.row(
          List.of(
              accuracy.engine(),
              Numbers.orNone(accuracy.fractionBits()),
              String.join(", ", points)));
    }
    if (shown.isEmpty()) {
      return Section.lacking("No run in fixed point has as many epochs as the plaintext one.");
    }
    return figure(
        id,
        title,
        "difference (percentage points)",
        lines(
            shown,
            (a, epoch) ->
                100 * (a.testAccuracy().get(epoch - 1) - plaintext.testAccuracy().get(epoch - 1))),
        table);
  }

  /** A colour for each precision; whole lines are encrypted, dashed ones not. */
  private static List<LineChart.Line> lines(
      List<Accuracy> all, ToDoubleBiFunction<Accuracy, Integer> percent) {
    List<Integer> bits =
        all.stream().map(Accuracy::fractionBits).filter(Objects::nonNull).distinct().toList();
    List<LineChart.Line> lines = new ArrayList<>();
    for (Accuracy accuracy : all) {
      String name =
          accuracy.engine()
              + (accuracy.fractionBits() == null ? "" : ", f = " + accuracy.fractionBits());
      List<LineChart.Value> points = new ArrayList<>();
      for (int epoch = 1; epoch <= Math.min(accuracy.epochs(), MOST_EPOCHS); epoch++) {
        double value = percent.applyAsDouble(accuracy, epoch);
        String text = Numbers.percent(value / 100);
        points.add(
            new LineChart.Value(epoch, value, "%s, epoch %d: %s".formatted(name, epoch, text)));
      }
      int color =
          accuracy.fractionBits() == null
              ? PLAINTEXT_COLOR
              : color(bits.indexOf(accuracy.fractionBits()));
      int dashes = accuracy.engine().equals(Names.ENCRYPTED) ? 0 : 2;
      lines.add(new LineChart.Line(name, color, dashes, points));
    }
    return lines;
  }

  /** Plaintext has one to itself. */
  private static int color(int index) {
    return index < PLAINTEXT_COLOR ? index : index + 1;
  }

  private static Element figure(
      String id, String title, String unit, List<LineChart.Line> lines, Table table) {
    List<LineChart.Value> all = lines.stream().flatMap(line -> line.points().stream()).toList();
    double least = all.stream().mapToDouble(LineChart.Value::y).min().orElseThrow();
    double most = all.stream().mapToDouble(LineChart.Value::y).max().orElseThrow();
    int epochs = (int) Math.max(2, all.stream().mapToDouble(LineChart.Value::x).max().orElse(2));
    LineChart chart =
        new LineChart(
            lines,
            List.of(),
            LinearScale.of(1, epochs, Math.min(10, epochs - 1), LineChart.LEFT, LineChart.RIGHT),
            LinearScale.of(least, Math.max(most, least + 1), 6, LineChart.BOTTOM, LineChart.TOP),
            "epoch (passes over the training rows)",
            unit);
    return new Figure(
            id,
            title,
            "Lines of %s over %s; the table below has the figures."
                .formatted(Labels.count(lines.size(), "engine"), Labels.count(epochs, "epoch")),
            table)
        .of(chart.draw());
  }
}
