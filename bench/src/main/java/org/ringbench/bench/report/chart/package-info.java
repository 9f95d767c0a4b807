/**
 * Charts as SVG: scales map figures to positions, {@code Axes} draws them, {@code Marks} stand on
 * them, and a {@code Figure} joins a drawing with its title, its description and a table of the
 * same figures. Colours are classes, which the page's style sheet gives a value in light and in
 * dark.
 */
package org.ringbench.bench.report.chart;
