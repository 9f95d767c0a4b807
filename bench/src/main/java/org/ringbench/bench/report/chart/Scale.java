package org.ringbench.bench.report.chart;

import java.util.List;

/** Maps figures to positions in pixels. */
public sealed interface Scale permits LinearScale, LogScale {
  /** The position of a value; one outside the domain lies at its end. */
  double at(double value);

  /** Where the axis is labelled, in ascending order. */
  List<Tick> ticks();

  /** The position of the domain's lower end. */
  double start();

  /** The position of the domain's upper end. */
  double end();

  /** The least value of the domain: where bars begin. */
  double least();

  /** The greatest value of the domain: what lies beyond is not shown. */
  double most();
}
