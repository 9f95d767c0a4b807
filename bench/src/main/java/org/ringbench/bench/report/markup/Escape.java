package org.ringbench.bench.report.markup;

/** Text as markup that shows it. */
final class Escape {
  private static final char REPLACEMENT = '\uFFFD';

  private Escape() {}

  static void text(String value, StringBuilder out) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        default -> i = character(value, i, out);
      }
    }
  }

  static void attribute(String value, StringBuilder out) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\n' -> out.append("&#10;"); // a parser would make it a space
        case '\t' -> out.append("&#9;");
        default -> i = character(value, i, out);
      }
    }
  }

  /** Appends a character that needs no escape; returns the index of its last unit. */
  private static int character(String value, int i, StringBuilder out) {
    char c = value.charAt(i);
    if (Character.isHighSurrogate(c)
        && i + 1 < value.length()
        && Character.isLowSurrogate(value.charAt(i + 1))) {
      out.appendCodePoint(value.codePointAt(i));
      return i + 1;
    }
    out.append(isShown(c) ? c : REPLACEMENT);
    return i;
  }

  /** Not what XML forbids, nor what changes the order in which the text around it is read. */
  private static boolean isShown(char c) {
    boolean isControl = Character.isISOControl(c) && c != '\n' && c != '\t';
    boolean isDirection =
        c == '\u061C'
            || c == '\u200E'
            || c == '\u200F'
            || (c >= '\u202A' && c <= '\u202E')
            || (c >= '\u2066' && c <= '\u2069');
    return !isControl && !isDirection && !Character.isSurrogate(c) && c < '\uFFFE';
  }
}
