/**
 * The report: one HTML file that holds a run, or several beside each other, and the index of the
 * published ones. {@code section} has a class for each part of the page, {@code chart} draws,
 * {@code markup} escapes.
 */
package org.ringbench.bench.report;
