package org.ringbench.bench.report.chart;

/**
 * Viridis, by linear interpolation between ten of its colours (Smith and van der Walt, 2015):
 * perceptually uniform, and in order of lightness to every kind of colour vision.
 *
 * @param low maps to the lightest colour, positive
 * @param high maps to the darkest
 */
public record ColorScale(double low, double high) {
  private static final int[] VIRIDIS = {
    0xFDE725, 0xB5DE2B, 0x6ECE58, 0x35B779, 0x1F9E89, 0x26828E, 0x31688E, 0x3E4989, 0x482878,
    0x440154
  };

  /**
   * A colour.
   *
   * @param rgb 24 bits
   */
  public record Color(int rgb) {
    /** As style sheets write it. */
    public String css() {
      return "#%06x".formatted(rgb);
    }

    /** Whether white text is read better on it than black (WCAG's relative luminance). */
    public boolean isDark() {
      double luminance =
          0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
      return 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05;
    }

    private static double linear(int channel) {
      double c = (channel & 0xFF) / 255.0;
      return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
  }

  /** The colour of a value, by its logarithm; one outside the range has the colour of its end. */
  public Color of(double value) {
    double span = Math.log(high / low);
    double share = span > 0 ? Math.clamp(Math.log(value / low) / span, 0, 1) : 0.5;
    double place = share * (VIRIDIS.length - 1);
    int below = (int) Math.min(Math.floor(place), VIRIDIS.length - 2);
    double rest = place - below;
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = VIRIDIS[below] >> shift & 0xFF;
      int to = VIRIDIS[below + 1] >> shift & 0xFF;
      rgb |= (int) Math.round(from + rest * (to - from)) << shift;
    }
    return new Color(rgb);
  }
}
