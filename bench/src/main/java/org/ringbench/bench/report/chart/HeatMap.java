package org.ringbench.bench.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import org.ringbench.bench.report.chart.Marks.Anchor;
import org.ringbench.bench.report.markup.Element;

/**
 * A cell for each pair of two axes, coloured by the logarithm of its value; grey with a reason
 * where there is none, hatched where it is uncertain.
 *
 * @param id unique in the page
 * @param columns names, left to right
 * @param rows names, top to bottom
 * @param columnTitle of the axis below, with the unit
 * @param rowTitle of the axis beside, with the unit
 * @param legend what the colours mean
 * @param format of the values at the ends of the legend
 * @param colors of the values, shared by maps that stand together
 */
public record HeatMap(
    String id,
    List<String> columns,
    List<String> rows,
    String columnTitle,
    String rowTitle,
    String legend,
    DoubleFunction<String> format,
    ColorScale colors) {
  /** A cell: a value, or the reason why there is none. */
  public sealed interface Cell {
    /** When it is pointed at. */
    String tip();
  }

  /**
   * What was measured.
   *
   * @param value that colours it, positive
   * @param text in it
   * @param detail under that
   * @param isUncertain hatched
   */
  public record Value(double value, String text, String detail, boolean isUncertain, String tip)
      implements Cell {}

  /**
   * Nothing.
   *
   * @param reason in two words
   */
  public record Gap(String reason, String tip) implements Cell {}

  private static final String ON_DARK = "on-dark";
  private static final String ON_LIGHT = "on-light";
  private static final double CELL_WIDTH = 112;
  private static final double CELL_HEIGHT = 46;
  private static final double GAP = 3;
  private static final double LEGEND = 46;
  private static final int SHADES = 40;
  private static final double SHADE = 4;

  /** Copies the lists. */
  public HeatMap {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * The drawing.
   *
   * @param cells by column and row
   */
  public Drawing draw(BiFunction<Integer, Integer, Cell> cells) {
    BandScale across = new BandScale(columns.size(), Axes.LEFT, CELL_WIDTH, CELL_WIDTH - GAP);
    BandScale down = new BandScale(rows.size(), LEGEND, CELL_HEIGHT, CELL_HEIGHT - GAP);
    List<Element> marks = new ArrayList<>();
    for (String ground : List.of(ON_DARK, ON_LIGHT)) {
      marks.add(Marks.hatching(id + "-" + ground, ground));
    }
    marks.addAll(key());
    for (int row = 0; row < rows.size(); row++) {
      marks.add(Marks.label(Axes.LEFT - 6, down.middle(row), rows.get(row), Anchor.END, "tick"));
      for (int column = 0; column < columns.size(); column++) {
        marks.add(cell(cells.apply(column, row), across.at(column), down.at(row)));
      }
    }
    for (int column = 0; column < columns.size(); column++) {
      double x = across.middle(column);
      marks.add(Marks.label(x, down.end() + 14, columns.get(column), Anchor.MIDDLE, "tick"));
    }
    double middle = (Axes.LEFT + across.end()) / 2;
    marks.add(Marks.label(middle, down.end() + 33, columnTitle, Anchor.MIDDLE, "title"));
    marks.add(
        Marks.label(0, 0, rowTitle, Anchor.MIDDLE, "title")
            .set(
                "transform",
                "translate(12 %s) rotate(-90)"
                    .formatted(Element.number((LEGEND + down.end()) / 2))));
    double wide = Axes.LEFT + SHADES * SHADE + TextWidths.of(legend, Marks.FONT) + 40;
    return new Drawing(Math.max(across.end(), wide), down.end() + Axes.BOTTOM, marks);
  }

  private Element cell(Cell cell, double x, double y) {
    return switch (cell) {
      case Value value -> value(value, x, y);
      case Gap gap -> gap(gap, x, y);
    };
  }

  private static Element gap(Gap gap, double x, double y) {
    double width = CELL_WIDTH - GAP;
    double height = CELL_HEIGHT - GAP;
    return Marks.group(
        gap.tip,
        Marks.bar(x, y, x + width, y + height, "absent"),
        Marks.label(x + width / 2, y + height / 2, gap.reason, Anchor.MIDDLE, "absent-text"));
  }

  private Element value(Value value, double x, double y) {
    double width = CELL_WIDTH - GAP;
    double height = CELL_HEIGHT - GAP;
    double middle = x + width / 2;
    ColorScale.Color color = colors.of(value.value);
    String text = color.isDark() ? ON_DARK : ON_LIGHT;
    Element group = Marks.group(value.tip, Marks.cell(x, y, width, height, color.css()));
    if (value.isUncertain) {
      group.add(Marks.hatch(x, y, width, height, id + "-" + text));
      double half = 6 + TextWidths.of(value.detail, Marks.FONT) / 2;
      group.add(
          Marks.cell(middle - half, y + 4, 2 * half, height - 8, color.css())); // a ground to read
    }
    return group.add(
        Marks.label(middle, y + 15, value.text, Anchor.MIDDLE, text + " strong"),
        Marks.label(middle, y + 32, value.detail, Anchor.MIDDLE, text));
  }

  private List<Element> key() {
    List<Element> marks = new ArrayList<>();
    for (int shade = 0; shade < SHADES; shade++) {
      double share = (shade + 0.5) / SHADES;
      double value = colors.low() * Math.pow(colors.high() / colors.low(), share);
      marks.add(Marks.cell(Axes.LEFT + shade * SHADE, 2, SHADE + 0.5, 12, colors.of(value).css()));
    }
    double right = Axes.LEFT + SHADES * SHADE;
    String low = format.apply(colors.low());
    String high = format.apply(colors.high());
    marks.add(Marks.label(Axes.LEFT, 24, low, Anchor.START, "tick"));
    marks.add(Marks.label(right, 24, high, Anchor.END, "tick"));
    marks.add(Marks.label(right + 10, 8, legend, Anchor.START, "tick"));
    return marks;
  }
}
