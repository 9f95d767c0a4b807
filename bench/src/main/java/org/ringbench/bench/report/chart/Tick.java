package org.ringbench.bench.report.chart;

/**
 * A place on an axis.
 *
 * @param value on the scale
 * @param label beside it
 */
public record Tick(double value, String label) {}
