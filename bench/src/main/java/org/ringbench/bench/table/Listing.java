package org.ringbench.bench.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Names with their values, in sections, the values in one column. */
public final class Listing {
  /**
   * A name with its value.
   *
   * @param section that it stands in
   */
  public record Entry(String section, String name, String value) {}

  private record Line(String name, String value, boolean isSection) {}

  private final List<Line> lines = new ArrayList<>();

  /** Starts a section. */
  public Listing section(String title) {
    lines.add(new Line(title, "", true));
    return this;
  }

  /** Adds an entry to the section. */
  public Listing entry(String name, String value) {
    lines.add(new Line(name, value, false));
    return this;
  }

  /** The entries, in order. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    String section = "";
    for (Line line : lines) {
      if (line.isSection) {
        section = line.name;
      } else {
        entries.add(new Entry(section, line.name, line.value));
      }
    }
    return entries;
  }

  /** The listing as text, with an empty line before each section but the first. */
  public String render() {
    return render(title -> title);
  }

  /**
   * The same with titles as a terminal shows them.
   *
   * @param style makes a title stand out
   */
  public String render(UnaryOperator<String> style) {
    int width =
        lines.stream().filter(l -> !l.isSection).mapToInt(l -> l.name.length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      if (line.isSection) {
        text.append(text.isEmpty() ? "" : "\n").append(style.apply(line.name)).append('\n');
      } else {
        text.append("  ").append(line.name).append(" ".repeat(width - line.name.length() + 2));
        text.append(line.value).append('\n');
      }
    }
    return text.toString();
  }
}
