package org.ringbench.bench.report.chart;

/**
 * How wide text is: Helvetica's metrics for printable ASCII, which Arial and Liberation Sans share,
 * and an allowance for the wider fonts that stand in for them.
 */
public final class TextWidths {
  private static final int FIRST = ' ';

  /** In thousandths of the font size, from space to tilde. */
  private static final int[] WIDTHS = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, // space to /
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // 0 to ?
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ to O
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // P to _
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` to o
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584 // p to ~
  };

  /** The widest that a letter outside of ASCII usually is. */
  private static final int OTHER = 1000;

  /** DejaVu Sans, the widest of the usual stand-ins, is wider by this factor. */
  private static final double ALLOWANCE = 1.16;

  private static final String ELLIPSIS = "\u2026";

  private TextWidths() {}

  /**
   * The width in pixels.
   *
   * @param size of the font in pixels
   */
  public static double of(String text, double size) {
    return text.codePoints().mapToLong(TextWidths::width).sum() * size / 1000 * ALLOWANCE;
  }

  private static int width(int codePoint) {
    int index = codePoint - FIRST;
    return index >= 0 && index < WIDTHS.length ? WIDTHS[index] : OTHER;
  }

  /** The text, or as much of its beginning as fits before an ellipsis. */
  public static String clip(String text, double size, double width) {
    if (of(text, size) <= width) {
      return text;
    }
    double left = width - of(ELLIPSIS, size);
    int end = 0;
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      left -= of(text.substring(end, next), size);
      if (left < 0) {
        break;
      }
      end = next;
    }
    return text.substring(0, end).stripTrailing() + ELLIPSIS;
  }
}
