package org.ringbench.bench.report.chart;

/**
 * Equal bands for things in a row.
 *
 * @param count of bands
 * @param start position of the first band's near edge
 * @param step from band to band
 * @param width of a band, at most a step
 */
public record BandScale(int count, double start, double step, double width) {
  /** Refuses what cannot be drawn. */
  public BandScale {
    if (count < 1 || !(width > 0 && width <= step)) {
      throw new IllegalArgumentException("%d bands, each %s of %s".formatted(count, width, step));
    }
  }

  /** The near edge of a band. */
  public double at(int band) {
    return start + band * step + (step - width) / 2;
  }

  /** The middle of a band. */
  public double middle(int band) {
    return start + (band + 0.5) * step;
  }

  /** The far edge of the last step. */
  public double end() {
    return start + count * step;
  }
}
