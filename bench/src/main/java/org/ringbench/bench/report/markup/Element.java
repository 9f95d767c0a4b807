package org.ringbench.bench.report.markup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An element with its attributes and content. Values and text are escaped when it is written, so
 * that no string of a run can become markup; the result is HTML and well-formed XML at once.
 */
public final class Element implements Node {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9:-]*");

  /** Elements that never have content. */
  private static final Set<String> EMPTY =
      Set.of("br", "hr", "input", "link", "meta", "circle", "line", "path", "rect", "use");

  private static final Set<String> LINKS = Set.of("href", "src");

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Node> content = new ArrayList<>();

  private Element(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("element \"" + name + "\"");
    }
    this.name = name;
  }

  /** An element without content. */
  public static Element of(String name) {
    return new Element(name);
  }

  /** An element with text. */
  public static Element of(String name, String text) {
    return new Element(name).text(text);
  }

  /** An element with content. */
  public static Element of(String name, List<? extends Node> content) {
    return new Element(name).addAll(content);
  }

  /** A script of the project; {@link #scriptText} is what a policy hashes. */
  public static Element script(String source) {
    return new Element("script").add(Verbatim.script(source));
  }

  /** The text of the element that {@link #script} makes. */
  public static String scriptText(String source) {
    StringBuilder text = new StringBuilder();
    Verbatim.script(source).write(text);
    return text.toString();
  }

  /** A style sheet of the project. */
  public static Element styleSheet(String source) {
    return new Element("style").add(Verbatim.styleSheet(source));
  }

  /**
   * Sets an attribute.
   *
   * @throws IllegalArgumentException for a script in an attribute, or a link that leaves the folder
   */
  public Element set(String attribute, String value) {
    String lower = attribute.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(attribute).matches() || lower.startsWith("on")) {
      throw new IllegalArgumentException("attribute \"" + attribute + "\"");
    }
    if (LINKS.contains(lower)
        && !value.startsWith("data:application/")
        && (value.contains(":") || value.startsWith("/") || value.startsWith("\\"))) {
      throw new IllegalArgumentException(
          "link \"" + value + "\": expected #anchor, data:application/... or a relative path");
    }
    attributes.put(attribute, value);
    return this;
  }

  /** Sets an attribute to a whole number. */
  public Element set(String attribute, long value) {
    return set(attribute, Long.toString(value));
  }

  /** Sets an attribute to a coordinate, with two decimals at most. */
  public Element set(String attribute, double value) {
    return set(attribute, number(value));
  }

  /** Sets {@code class}. */
  public Element style(String... classes) {
    return set("class", String.join(" ", classes));
  }

  /** Appends text. */
  public Element text(String value) {
    content.add(new Text(value));
    return this;
  }

  /** Appends content. */
  public Element add(Node... nodes) {
    content.addAll(List.of(nodes));
    return this;
  }

  /** Appends content. */
  public Element addAll(List<? extends Node> nodes) {
    content.addAll(nodes);
    return this;
  }

  /** A coordinate as text: two decimals at most, none that say nothing. */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("coordinate " + value);
    }
    long hundredths = Math.round(value * 100);
    String text = Long.toString(hundredths / 100);
    long rest = Math.abs(hundredths % 100);
    if (rest != 0) {
      text = (hundredths < 0 && hundredths > -100 ? "-0" : text) + "." + (rest < 10 ? "0" : "");
      text += rest % 10 == 0 ? rest / 10 : rest;
    }
    return text;
  }

  @Override
  public void write(StringBuilder out) {
    out.append('<').append(name);
    attributes.forEach(
        (attribute, value) -> {
          out.append(' ').append(attribute).append("=\"");
          Escape.attribute(value, out);
          out.append('"');
        });
    if (content.isEmpty() && EMPTY.contains(name)) {
      out.append("/>");
    } else {
      out.append('>');
      content.forEach(node -> node.write(out));
      out.append("</").append(name).append('>');
    }
  }

  /** The markup. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    write(out);
    return out.toString();
  }
}
